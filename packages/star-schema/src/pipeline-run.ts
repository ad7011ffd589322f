import { getTableColumns, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { named } from './database-error.ts';
import type { Pool } from './pool.ts';
import { factPipelineRun } from './tables/facts.ts';

/** What one stage did with one batch: the accounting that each stage prints. */
export type PipelineRun = Omit<typeof factPipelineRun.$inferInsert, 'recordedAt'>;

/**
 * Records stages in `star.fact_pipeline_run`. A stage that is recorded again, as after a retry, replaces what it had.
 *
 * @throws {DatabaseError}
 */
export async function recordPipelineRun(pool: Pool, runs: readonly PipelineRun[]): Promise<void> {
  if (runs.length === 0) return;
  const { batchId, stage, ...others } = getTableColumns(factPipelineRun);
  const replaced = Object.entries(others).map(
    ([property, { name }]) => [property, sql`excluded.${sql.identifier(name)}`] as const,
  );
  await named('Recording the pipeline run', () =>
    drizzle(pool)
      .insert(factPipelineRun)
      .values([...runs])
      .onConflictDoUpdate({ target: [batchId, stage], set: Object.fromEntries(replaced) }),
  );
}
