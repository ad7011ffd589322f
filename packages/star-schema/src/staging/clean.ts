import { sql, type SQL } from 'drizzle-orm';
import { becomeOnlyPublisher } from '../locks.ts';
import type { Pool } from '../pool.ts';
import { stagingManifest } from '../tables/staging.ts';
import { inTransaction, type Transaction } from '../transaction.ts';
import { stagingTableNames, stagingTables } from './tables.ts';

export interface CleanOptions {
  /** Attempts that are not published and got a row at or after this instant stay; older ones are abandoned. */
  readonly keepUnpublishedSince: Date;
}

const tables: readonly SQL[] = stagingTableNames.map((name) => sql`${stagingTables[name].table}`);

/**
 * Removes the staged rows of published batches and of abandoned attempts, and the manifests of abandoned batches.
 * Manifests of published batches stay. Waits for whoever writes or publishes; gives the number of rows removed.
 *
 * @throws {DatabaseError}
 * @example
 * await cleanStaging(pool, { keepUnpublishedSince: new Date(Date.now() - 24 * 3_600_000) });
 */
export function cleanStaging(pool: Pool, options: CleanOptions): Promise<number> {
  const since = options.keepUnpublishedSince.toISOString();
  return inTransaction(pool, 'Cleaning staging', async (transaction) => {
    await becomeOnlyPublisher(transaction);
    // Nobody may add a row between the look and a TRUNCATE.
    await transaction.run(sql`lock table ${sql.join([...tables], sql`, `)} in access exclusive mode`);
    const removed = await removeRows(transaction, since);
    await transaction.run(sql`delete from ${stagingManifest} where published_at is null and created_at < ${since}`);
    return removed;
  });
}

async function removeRows(transaction: Transaction, since: string): Promise<number> {
  const attempts = await stagedAttempts(transaction, since);
  const leaving = attempts.filter((attempt) => !attempt.stays);
  if (leaving.length === 0) return 0;
  if (leaving.length === attempts.length) {
    // The usual case, one batch at a time: free, and leaves no dead rows in the way of the next scan.
    await transaction.run(sql`truncate ${sql.join([...tables], sql`, `)}`);
  } else {
    const keys = leaving.map(({ batch_id, attempt_id }) => sql`(${batch_id}, ${attempt_id})`);
    for (const table of tables) {
      await transaction.run(sql`delete from ${table} where (batch_id, attempt_id) in (${sql.join(keys, sql`, `)})`);
    }
  }
  return leaving.reduce((sum, attempt) => sum + attempt.staged, 0);
}

/** Every attempt that has rows. One that is being written is judged by its newest row, so it stays whole. */
function stagedAttempts(transaction: Transaction, since: string) {
  const perTable = tables.map(
    (table) =>
      sql`select batch_id, attempt_id, count(*) as staged, max(staged_at) as newest from ${table} group by 1, 2`,
  );
  return transaction.rows<{ batch_id: string; attempt_id: string; staged: number; stays: boolean }>(sql`
    select batch_id, attempt_id, sum(staged)::int as staged,
      max(newest) >= ${since} and not exists (
        select from ${stagingManifest} as manifest
        where manifest.batch_id = staged.batch_id and manifest.attempt_id = staged.attempt_id
          and manifest.published_at is not null
      ) as stays
    from (${sql.join(perTable, sql` union all `)}) as staged
    group by batch_id, attempt_id`);
}
