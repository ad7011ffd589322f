import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier, quoteLiteral } from './sql-text.ts';

const WORKSPACE = 'transform';

/**
 * Runs `work` with a database of its own in memory, in front of the search path: what it creates is found first, is
 * never written into the raw store, and is gone afterwards. Its blocks count against the memory limit of the
 * connection and go to its temporary directory like any other.
 *
 * Temporary views would not do: they would also shadow a table of the same name *inside* the raw views.
 */
export async function withWorkspace<Result>(
  connection: DuckDBConnection,
  work: () => Promise<Result>,
): Promise<Result> {
  const previous = await searchPath(connection);
  await connection.run(`ATTACH ':memory:' AS ${WORKSPACE}`);
  try {
    await connection.run(`SET search_path = ${quoteLiteral(`${WORKSPACE}.main,${previous.effective}`)}`);
    return await work();
  } finally {
    await connection.run(previous.set === '' ? 'RESET search_path' : `SET search_path = ${quoteLiteral(previous.set)}`);
    await connection.run(`DETACH ${WORKSPACE}`);
  }
}

async function searchPath(connection: DuckDBConnection): Promise<{ set: string; effective: string }> {
  const reader = await connection.runAndReadAll(
    `SELECT current_setting('search_path'), current_database(), current_schema()`,
  );
  const [set, database, schema] = (reader.getRows()[0] ?? []).map(String);
  const current = `${quoteIdentifier(database ?? '')}.${quoteIdentifier(schema ?? '')}`;
  return { set: set ?? '', effective: set === undefined || set === '' ? current : set };
}
