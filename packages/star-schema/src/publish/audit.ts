import { sql, type SQL } from 'drizzle-orm';
import { ManifestMissingError, StagingAuditError } from '../errors.ts';
import { differences, ofAttempt, type Attempt } from '../staging/attempt.ts';
import { stagingTableNames, stagingTables, type StagingCounts, type StagingTable } from '../staging/tables.ts';
import { dimDate } from '../tables/dimensions.ts';
import { stagingManifest } from '../tables/staging.ts';
import type { Transaction } from '../transaction.ts';
import { groupBatch } from './batch-group.ts';

/** A staged batch that is what its manifest says. */
export interface AuditedBatch extends Attempt {
  readonly counts: StagingCounts;
  /** First and last time of each kind of fact; null when it has no row. As text, exact to the microsecond. */
  readonly times: Readonly<Record<FactStaging, TimeRange>>;
}

type FactStaging = Extract<StagingTable, 'measurement' | 'hour' | 'day'>;

export interface TimeRange {
  readonly first: string | null;
  readonly last: string | null;
}

interface TableAudit extends TimeRange {
  readonly [column: string]: unknown;
  readonly table: StagingTable;
  readonly rows: number;
  readonly repeated: number;
}

/** Column by which facts are partitioned. */
const timeColumn: Partial<Record<StagingTable, string>> = {
  measurement: 'period_end_utc',
  hour: 'hour_start_utc',
  day: 'local_date',
};

/**
 * Finds the attempt that counts for a batch, keeps others from replacing it, and compares what is staged with the
 * manifest.
 *
 * @throws {ManifestMissingError} the batch is not staged, or not completely.
 * @throws {StagingAuditError} counts disagree, a natural key occurs twice, or a date is not in the calendar.
 */
export async function auditStaging(transaction: Transaction, batchId: string): Promise<AuditedBatch> {
  const [manifest] = await transaction.rows<{ attempt_id: string; counts: StagingCounts }>(
    sql`select attempt_id, counts from ${stagingManifest} where batch_id = ${batchId} for update`,
  );
  if (manifest === undefined) throw new ManifestMissingError(batchId);
  const attempt = { batchId, attemptId: manifest.attempt_id };
  await groupBatch(transaction, attempt);
  const audits = await transaction.rows<TableAudit>(
    sql.join(
      stagingTableNames.map((name) => auditTable(name, attempt)),
      sql` union all `,
    ),
  );
  const counts = Object.fromEntries(audits.map(({ table, rows }) => [table, rows])) as StagingCounts;
  const mismatches = differences(manifest.counts, counts);
  const problems = [...repetitions(audits), ...(await strangeDates(transaction))];
  if (mismatches.length > 0 || problems.length > 0) throw new StagingAuditError(batchId, mismatches, problems);
  const times = Object.fromEntries(audits.map(({ table, first, last }) => [table, { first, last }]));
  return { ...attempt, counts, times: times as AuditedBatch['times'] };
}

function auditTable(name: StagingTable, attempt: Attempt): SQL {
  const { table, naturalKey } = stagingTables[name];
  const key = sql.join(
    naturalKey.map((column) => sql.identifier(column)),
    sql`, `,
  );
  const time = timeColumn[name];
  const bounds = time
    ? sql`min(${sql.identifier(time)})::text as first, max(${sql.identifier(time)})::text as last`
    : sql`null as first, null as last`;
  return sql`
    select ${name}::text as "table", coalesce(sum(rows), 0)::int as rows, (count(*) filter (where rows > 1))::int as repeated, ${bounds}
    from (select ${key}, count(*) as rows from ${table} where ${ofAttempt(attempt)} group by ${key}) as keys`;
}

const repetitions = (audits: readonly TableAudit[]): string[] =>
  audits
    .filter(({ repeated }) => repeated > 0)
    .map(
      ({ table, repeated }) =>
        `${table} holds ${repeated} keys (${stagingTables[table].naturalKey.join(', ')}) more than once`,
    );

async function strangeDates(transaction: Transaction): Promise<string[]> {
  const { days } = await transaction.one<{ days: number }>(sql`
    select count(distinct local_date)::int as days from batch_group
    where not exists (select from ${dimDate} as calendar where calendar.local_date = batch_group.local_date)`);
  return days > 0 ? [`${days} local dates are not in star.dim_date`] : [];
}
