import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { TransformError } from './errors.ts';
import { quoteIdentifier } from './sql-text.ts';

// Read by the hour, by the day, by the export and by the counts: computed once.
const materialised = new Set(['measurement']);

/**
 * Creates the views of `spark/sql` in the order of their numbers, after the names that bridge the dialects.
 *
 * @returns The names of the views, in order.
 * @throws {@link TransformError} where a file is missing or does not fit the raw views.
 */
export async function createViews(
  connection: DuckDBConnection,
  sqlDirectory: string,
  onView: (view: string) => void = () => {},
): Promise<string[]> {
  await runFile(connection, join(sqlDirectory, 'bridge', 'duckdb.sql'), (sql) => sql);
  const files = (await readdir(sqlDirectory)).filter((file) => /^\d\d_\w+\.sql$/.test(file)).sort();
  const views = files.map((file) => ({ file, name: file.slice(3, -'.sql'.length) }));
  for (const { file, name } of views) {
    onView(name);
    const kind = materialised.has(name) ? 'TABLE' : 'VIEW';
    await runFile(connection, join(sqlDirectory, file), (sql) => `CREATE ${kind} ${quoteIdentifier(name)} AS ${sql}`);
  }
  return views.map(({ name }) => name);
}

async function runFile(connection: DuckDBConnection, path: string, statement: (sql: string) => string): Promise<void> {
  try {
    await connection.run(statement(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new TransformError(
      `run ${path}`,
      'The raw_* views must have the columns that spark/sql/README.md lists; memory_limit and temp_directory must leave room.',
      cause,
    );
  }
}
