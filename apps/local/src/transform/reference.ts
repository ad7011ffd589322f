import { referenceTables, type ReferenceTable } from '@airstar/standards';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { quoteIdentifier } from './sql-text.ts';

/** Creates and fills the `ref_*` tables in the database that is first in the search path. */
export async function createReferenceTables(connection: DuckDBConnection): Promise<void> {
  for (const table of referenceTables) {
    const columns = Object.entries(table.columns).map(([name, type]) => `${quoteIdentifier(name)} ${type}`);
    await connection.run(`CREATE OR REPLACE TABLE ${quoteIdentifier(table.name)} (${columns.join(', ')})`);
    const appender = await connection.createAppender(table.name);
    for (const row of table.rows) appendRow(appender, table, row);
    appender.closeSync();
  }
}

function appendRow(appender: DuckDBAppender, table: ReferenceTable, row: ReferenceTable['rows'][number]): void {
  for (const [column, type] of Object.entries(table.columns)) {
    const value = row[column];
    if (value === null || value === undefined) appender.appendNull();
    else if (typeof value === 'string') appender.appendVarchar(value);
    else if (type === 'INT') appender.appendInteger(value);
    else appender.appendDouble(value);
  }
  appender.endRow();
}
