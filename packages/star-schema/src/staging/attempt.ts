import { sql, type SQL } from 'drizzle-orm';
import { stagingTables, stagingTableNames, type StagingCounts, type StagingTable } from './tables.ts';
import type { Transaction } from '../transaction.ts';
import type { CountMismatch } from '../errors.ts';

/** One attempt at staging a batch: what a staged row belongs to. */
export interface Attempt {
  readonly batchId: string;
  readonly attemptId: string;
}

/** The condition that picks the rows of one attempt. */
export const ofAttempt = ({ batchId, attemptId }: Attempt): SQL =>
  sql`batch_id = ${batchId} and attempt_id = ${attemptId}`;

/** The rows of one attempt in each staging table, counted in the database. */
export async function stagedCounts(transaction: Transaction, attempt: Attempt): Promise<StagingCounts> {
  const counts = stagingTableNames.map(
    (name) =>
      sql`(select count(*)::int from ${stagingTables[name].table} where ${ofAttempt(attempt)}) as ${sql.identifier(name)}`,
  );
  return transaction.one<StagingCounts>(sql`select ${sql.join(counts, sql`, `)}`);
}

/** Tables where the counts differ; a table that is not named should be empty. */
export function differences(expected: Partial<Record<StagingTable, number>>, found: StagingCounts): CountMismatch[] {
  return stagingTableNames
    .map((table) => ({ table, expected: expected[table] ?? 0, found: found[table] }))
    .filter((count) => count.expected !== count.found);
}
