import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { exportView, type ExportedView } from './export-view.ts';
import { createReferenceTables } from './reference.ts';
import { createViews } from './views.ts';
import { withWorkspace } from './workspace.ts';

export interface TransformOptions {
  /** The folder of `01_location.sql` and its siblings. */
  readonly sqlDirectory: string;
  /** Must exist; takes one `<view>.csv` per entry of `tables`, replacing what is there. */
  readonly outputDirectory: string;
  /** The columns to write per view, in the order of the table that will take them. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
  /** Called with the name of each view before it is created and before it is written. */
  readonly onView?: (view: string) => void;
}

/** What came out. `read` = `produced` + `superseded`. */
export interface TransformResult {
  readonly views: Readonly<Record<string, ExportedView>>;
  /** Published versions of readings taken in. */
  readonly read: number;
  /** Readings handed on. */
  readonly produced: number;
  /** Versions that a later one replaced. */
  readonly superseded: number;
  /** Readings that carry at least one flag. */
  readonly flagged: number;
}

/**
 * Runs `spark/sql` on DuckDB over the `raw_*` views that the connection can see, and writes the results as CSV files
 * for PostgreSQL. Leaves nothing behind in the database. One transform at a time per DuckDB instance.
 *
 * Keeps to the memory limit of the connection as long as it has a temporary directory.
 *
 * @throws {@link TransformError}
 * @example
 * const { views, read } = await transform(connection, { sqlDirectory, outputDirectory, tables: { hour: ['sensor_id', 'mean'] } });
 */
export async function transform(connection: DuckDBConnection, options: TransformOptions): Promise<TransformResult> {
  return withWorkspace(connection, async () => {
    await createReferenceTables(connection);
    await createViews(connection, options.sqlDirectory, options.onView);
    const views: Record<string, ExportedView> = {};
    for (const [view, columns] of Object.entries(options.tables)) {
      options.onView?.(view);
      views[view] = await exportView(connection, view, columns, join(options.outputDirectory, `${view}.csv`));
    }
    return { views, ...(await countReadings(connection)) };
  });
}

async function countReadings(connection: DuckDBConnection): Promise<Omit<TransformResult, 'views'>> {
  const reader = await connection.runAndReadAll(`
    SELECT (SELECT count(*) FROM raw_measurement), count(*), count_if(flags <> 0) FROM measurement`);
  const [read = 0, produced = 0, flagged = 0] = (reader.getRows()[0] ?? []).map(Number);
  return { read, produced, superseded: read - produced, flagged };
}
