import type { StageAccounting } from '@airstar/schemas';
import {
  migrate as migrateDatabase,
  publishBatch,
  recordPipelineRun,
  verify as verifyBatch,
  type MigrationSummary,
  type Pool,
  type VerifiedCounts,
} from '@airstar/star-schema';
import { reconcile } from './reconcile.ts';

export interface LoaderDependencies {
  readonly pool: Pool;
  /** The clock, for durations. */
  readonly now: () => Date;
}

export interface BatchOptions {
  readonly batchId: string;
  /** Stops a publish; nothing of it remains. */
  readonly signal?: AbortSignal;
}

export interface PublishOptions extends BatchOptions {
  /** What the stages before this one did with the batch; recorded with what this one does. */
  readonly accounting?: readonly StageAccounting[];
}

/** Brings the database to the schema of this version. Needs a role that may create schemas and roles. */
export function migrate({ pool }: Pick<LoaderDependencies, 'pool'>): Promise<MigrationSummary> {
  return migrateDatabase(pool);
}

/**
 * Publishes a staged batch, records what that did in `star.fact_pipeline_run`, and returns it. Doing it again changes
 * nothing, and says so: all unchanged.
 *
 * @throws {ReconciliationError} when the stages before disagree; then nothing is published.
 * @throws {StarSchemaError} see `publishBatch` of star-schema.
 */
export async function publish(
  { pool, now }: LoaderDependencies,
  { batchId, signal, accounting: before = [] }: PublishOptions,
): Promise<StageAccounting> {
  const startedAt = now().getTime();
  reconcile(batchId, before);
  const expectedReadings = before.find(({ stage }) => stage === 'transform')?.produced;
  const { tables, flagged, locations } = await publishBatch(pool, {
    batchId,
    ...(expectedReadings !== undefined && { expectedReadings }),
    ...(signal && { signal }),
  });
  const { inserted = 0, updated = 0, unchanged = 0 } = tables['fact_measurement'] ?? {};
  // The publish makes sure that its counts add up to what is staged, so what was read is what was produced.
  const readings = inserted + updated + unchanged;
  const accounting: StageAccounting = {
    stage: 'load',
    batchId,
    read: readings,
    produced: readings,
    rejected: 0,
    duplicate: 0,
    inserted,
    updated,
    unchanged,
    flagged,
    locations,
    requests: 0,
    seconds: (now().getTime() - startedAt) / 1000,
  };
  await recordPipelineRun(pool, [...before, accounting]);
  return accounting;
}

/**
 * Compares the star schema with a batch that was just published and is still in staging.
 *
 * @throws {StarSchemaError} see `verify` of star-schema.
 */
export function verify({ pool }: Pick<LoaderDependencies, 'pool'>, { batchId }: BatchOptions): Promise<VerifiedCounts> {
  return verifyBatch(pool, { batchId });
}
