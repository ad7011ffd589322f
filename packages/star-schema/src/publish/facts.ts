import { getTableName, sql, type SQL } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ofAttempt, type Attempt } from '../staging/attempt.ts';
import { columnNames, stagingTables } from '../staging/tables.ts';
import { dimLocation } from '../tables/dimensions.ts';
import { factDay, factHour, factMeasurement } from '../tables/facts.ts';
import type { Transaction } from '../transaction.ts';
import type { AuditedBatch, TimeRange } from './audit.ts';
import { upsert, type ChangeCounts, type Upsert } from './upsert.ts';

/** A fact table and what fills it. */
export interface Fact {
  readonly target: PgTable;
  readonly staged: keyof AuditedBatch['times'];
  /** Column by which it is partitioned; with `sensor_id` its key. */
  readonly time: string;
  /** The instant at which the version of the station is looked up. */
  readonly start: (alias: SQL) => SQL;
}

export const facts: readonly Fact[] = [
  {
    target: factMeasurement,
    staged: 'measurement',
    time: 'period_end_utc',
    start: (alias) => sql`${alias}.period_start_utc`,
  },
  { target: factHour, staged: 'hour', time: 'hour_start_utc', start: (alias) => sql`${alias}.hour_start_utc` },
  {
    target: factDay,
    staged: 'day',
    time: 'local_date',
    // SQL knows no zones here: 00:00 UTC stands for the local midnight, and is off by the offset of the station.
    start: (alias) => sql`(${alias}.local_date::timestamp at time zone 'UTC')`,
  },
];

/** The condition that a version of a station held when a period started. */
export const heldAt = (version: SQL, start: SQL): SQL =>
  sql`${start} >= ${version}.valid_from and ${start} < ${version}.valid_to`;

/** The rows of a fact as the batch says they should be. */
function publishedRows({ target, staged, start }: Fact, attempt: Attempt): SQL {
  const columns = columnNames(target)
    .filter((name) => name !== 'location_key')
    .map((name) => sql`staged.${sql.identifier(name)}`);
  return sql`
    select ${sql.join(columns, sql`, `)}, coalesce(version.location_key, -1) as location_key
    from ${stagingTables[staged].table} as staged
    left join ${dimLocation} as version
      on version.location_id = staged.location_id and ${heldAt(sql`version`, start(sql`staged`))}
    where ${ofAttempt(attempt)}`;
}

/** The comparison of a fact with what the batch says, limited to the partitions the batch can touch. */
export function factUpsert(fact: Fact, attempt: Attempt, range: TimeRange): Upsert {
  const time = sql`target.${sql.identifier(fact.time)}`;
  return {
    target: fact.target,
    key: ['sensor_id', fact.time],
    source: publishedRows(fact, attempt),
    // The batch that last changed the row: seeing it again is no change.
    notCompared: ['batch_id'],
    within: sql`${time} >= ${range.first} and ${time} <= ${range.last}`,
    // By time first: one partition after the other, and blocks narrow enough in time for BRIN.
    order: [fact.time, 'sensor_id'],
  };
}

/**
 * Brings the facts up to the batch. Nothing is ever removed: a reading keeps its sensor and period whatever is
 * corrected in it, and the hour and the day that hold it are staged for as long as it is.
 */
export async function publishFacts(
  transaction: Transaction,
  batch: AuditedBatch,
): Promise<Record<string, ChangeCounts>> {
  const counts: Record<string, ChangeCounts> = {};
  for (const fact of facts) {
    counts[getTableName(fact.target)] = await upsert(transaction, factUpsert(fact, batch, batch.times[fact.staged]));
  }
  return counts;
}
