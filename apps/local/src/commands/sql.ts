import { stringify } from 'csv-stringify/sync';
import { UsageError } from '@airstar/app-process';
import { runReadOnly, type Cell, type QueryResult } from '@airstar/star-schema';
import { formatTable } from '../cli/format.ts';
import { openDataDirectory } from '../data-directory.ts';
import { openDatabase } from '../database.ts';
import type { Environment } from '../env.ts';

export interface SqlOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `airstar sql`: runs a query as the read-only role and prints the rows. */
export async function sql(query: string, options: SqlOptions, environment: Environment): Promise<void> {
  if (options.json && options.csv) throw new UsageError('airstar sql', ['--json and --csv exclude each other']);
  const database = await openDatabase(openDataDirectory(environment.dataDirectory), environment.postgresPort);
  try {
    process.stdout.write(render(await runReadOnly(database.reader, query), options));
  } finally {
    await database.close();
  }
}

function render({ fields, rows }: QueryResult, options: SqlOptions): string {
  if (options.json) return `${JSON.stringify(objects(fields, rows), null, 2)}\n`;
  const cells = rows.map((row) => row.map(text));
  if (options.csv) return stringify([[...fields], ...cells]);
  return `${formatTable(fields, cells)}\n${rows.length} ${rows.length === 1 ? 'row' : 'rows'}\n`;
}

const objects = (fields: QueryResult['fields'], rows: QueryResult['rows']): Record<string, Cell>[] =>
  rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index] ?? null])));

function text(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
