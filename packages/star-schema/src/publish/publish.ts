import { sql } from 'drizzle-orm';
import { StagingAuditError } from '../errors.ts';
import { becomeOnlyPublisher } from '../locks.ts';
import type { Pool } from '../pool.ts';
import { ofAttempt } from '../staging/attempt.ts';
import { stagingTableNames, stagingTables } from '../staging/tables.ts';
import { stagingLocation, stagingManifest } from '../tables/staging.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { auditStaging, type AuditedBatch } from './audit.ts';
import { publishBridges } from './bridges.ts';
import { publishFacts } from './facts.ts';
import { inferMembers, type InferredCounts } from './inferred-members.ts';
import { publishLocationHistory } from './location-history.ts';
import { publishMembers } from './members.ts';
import { rekeyFacts } from './rekey.ts';
import type { ChangeCounts } from './upsert.ts';

export interface PublishOptions {
  readonly batchId: string;
  /** Readings that the transform handed on. When another number is staged, nothing is published. */
  readonly expectedReadings?: number;
  /** Cancels the publish; nothing of it remains. */
  readonly signal?: AbortSignal;
}

/** What publishing a batch changed. */
export interface PublishSummary {
  /**
   * By table of the schema `star`. Of a fact the three counts add up to the rows staged; a dimension also counts the
   * members inferred from facts as inserted; of `dim_location` they count versions of the staged stations.
   */
  readonly tables: Readonly<Record<string, ChangeCounts>>;
  /** Staged readings with at least one flag. */
  readonly flagged: number;
  /** Staged stations. */
  readonly locations: number;
  /** Facts of earlier batches that a late description moved to another version of their station. */
  readonly rekeyed: number;
}

/**
 * Publishes a staged batch: audit, dimensions, facts, in one transaction, one publisher at a time. Publishing it
 * again changes nothing.
 *
 * @throws {ManifestMissingError} the batch is not staged, or not completely.
 * @throws {StagingAuditError} what is staged is not what the manifest or the caller says. Nothing is published.
 * @throws {PublishCountError} rows do not add up. Nothing is published.
 * @throws {DatabaseError} the database failed; {@link DiskFullError} when its disk is full. Nothing is published.
 * @example
 * const { tables } = await publishBatch(pool, { batchId: 'b1' });
 * tables.fact_measurement; // { inserted: 9061, updated: 0, unchanged: 0 }
 */
export function publishBatch(pool: Pool, options: PublishOptions): Promise<PublishSummary> {
  const operation = `Publishing batch ${options.batchId}`;
  return inTransaction(pool, operation, (transaction) => publish(transaction, options), options.signal);
}

async function publish(
  transaction: Transaction,
  { batchId, expectedReadings }: PublishOptions,
): Promise<PublishSummary> {
  await becomeOnlyPublisher(transaction);
  await prepare(transaction);
  const batch = await auditStaging(transaction, batchId);
  const { measurement: found } = batch.counts;
  if (expectedReadings !== undefined && found !== expectedReadings) {
    throw new StagingAuditError(batchId, [{ table: 'measurement', expected: expectedReadings, found }], []);
  }
  await ensurePartitions(transaction, batch);
  const members = await publishMembers(transaction, batch);
  const history = await publishLocationHistory(transaction, batch);
  const inferred = await inferMembers(transaction);
  const rekeyed = await rekeyFacts(transaction);
  const bridges = await publishBridges(transaction, batch);
  const facts = await publishFacts(transaction, batch);
  const size = await batchSize(transaction, batch);
  await transaction.run(sql`update ${stagingManifest} set published_at = now() where batch_id = ${batchId}`);
  const dimensions = withInferred({ ...members, dim_location: history }, inferred);
  return { tables: { ...dimensions, ...bridges, ...facts }, ...size, rekeyed };
}

async function prepare(transaction: Transaction): Promise<void> {
  // Joining and sorting a million rows in the 4 MB of the default goes over the disk and takes half as long again.
  await transaction.run(sql`set local work_mem = '64MB'`);
  await transaction.run(sql`set local jit = off`);
  await transaction.run(sql`set local timezone = 'UTC'`);
  // Sampling three thousand rows instead of thirty thousand tells the planner as much as it needs to know here.
  await transaction.run(sql`set local default_statistics_target = 10`);
  // Without statistics the planner takes a batch for a handful of rows and looks each up in a loop.
  const tables = stagingTableNames.map((name) => sql`${stagingTables[name].table}`);
  await transaction.run(sql`analyze ${sql.join(tables, sql`, `)}`);
}

/** The months of the batch and the one after them, so that a late start of the next run finds its partition. */
async function ensurePartitions(transaction: Transaction, { times }: AuditedBatch): Promise<void> {
  const dates = Object.values(times)
    .flatMap(({ first, last }) => [first, last])
    .filter((time) => time !== null);
  if (dates.length === 0) return;
  const values = dates.map((time) => sql`((${time}::timestamptz at time zone 'UTC')::date)`);
  await transaction.rows(sql`
    select star.ensure_partitions(min(day), (max(day) + interval '1 month')::date)
    from (values ${sql.join(values, sql`, `)}) as dates (day)`);
}

const batchSize = (transaction: Transaction, batch: AuditedBatch) =>
  transaction.one<{ flagged: number; locations: number }>(sql`
    select
      (select coalesce(sum(flagged), 0)::int from batch_group) as flagged,
      (select count(distinct location_id)::int from ${stagingLocation} where ${ofAttempt(batch)}) as locations`);

function withInferred(
  counts: Readonly<Record<string, ChangeCounts>>,
  inferred: InferredCounts,
): Record<string, ChangeCounts> {
  const added = Object.entries(inferred).map(([table, more]: [string, number]) => {
    const { inserted = 0, updated = 0, unchanged = 0 } = counts[table] ?? {};
    return [table, { inserted: inserted + more, updated, unchanged }] as const;
  });
  return { ...counts, ...Object.fromEntries(added) };
}
