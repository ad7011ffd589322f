import { sql, type SQL } from 'drizzle-orm';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { named } from './database-error.ts';
import type { Pool } from './pool.ts';

type Row = Record<string, unknown>;

/** What the steps of a transaction may do with it. Each statement is refused once the transaction is aborted. */
export interface Transaction {
  /** Rows of a query. */
  rows<Result extends Row>(query: SQL): Promise<Result[]>;
  /** The row of a query that always gives one. */
  one<Result extends Row>(query: SQL): Promise<Result>;
  /** Runs a statement and gives the number of rows it changed. */
  run(statement: SQL): Promise<number>;
}

/**
 * Runs the work in one READ COMMITTED transaction. An abort cancels the statement that runs, and rejects with the
 * reason of the signal; nothing remains.
 */
export async function inTransaction<Result>(
  pool: Pool,
  operation: string,
  work: (transaction: Transaction) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  try {
    return await named(operation, () =>
      drizzle(pool).transaction((database) => cancellable(pool, statements(database, signal), work, signal)),
    );
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function statements(database: Pick<NodePgDatabase, 'execute'>, signal: AbortSignal | undefined): Transaction {
  const execute = async (query: SQL) => {
    signal?.throwIfAborted();
    return database.execute(query);
  };
  const rows = async <Result extends Row>(query: SQL) => (await execute(query)).rows as Result[];
  return {
    rows,
    one: async <Result extends Row>(query: SQL) => {
      const [row] = await rows<Result>(query);
      if (row === undefined) throw new Error('The query gave no row.');
      return row;
    },
    run: async (statement) => (await execute(statement)).rowCount ?? 0,
  };
}

async function cancellable<Result>(
  pool: Pool,
  transaction: Transaction,
  work: (transaction: Transaction) => Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return work(transaction);
  const { pid } = await transaction.one<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const cancel = () => {
    // Over a second connection: the first one is busy. If it fails, the statement runs to its end and is rolled back.
    pool.query('select pg_cancel_backend($1)', [pid]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await work(transaction);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
