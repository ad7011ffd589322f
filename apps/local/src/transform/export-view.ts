import type { DuckDBConnection } from '@duckdb/node-api';
import { TransformError } from './errors.ts';
import { quoteIdentifier, quoteLiteral } from './sql-text.ts';

/** A file for `COPY … FROM STDIN (FORMAT csv)` of PostgreSQL, and how many rows it holds. */
export interface ExportedView {
  readonly path: string;
  readonly rows: number;
}

/**
 * Writes columns of a view as a CSV file that PostgreSQL's COPY reads with its defaults: no header, null is an empty
 * field and an empty text is `""`, instants are UTC with `+00`, doubles are the shortest text that reads back as
 * the same bits.
 *
 * @throws {@link TransformError} where the view lacks a column or the disk is full.
 */
export async function exportView(
  connection: DuckDBConnection,
  view: string,
  columns: readonly string[],
  path: string,
): Promise<ExportedView> {
  const list = columns.map(quoteIdentifier).join(', ');
  const options = `FORMAT csv, HEADER false, NULLSTR '', TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%f+00'`;
  try {
    const result = await connection.run(
      `COPY (SELECT ${list} FROM ${quoteIdentifier(view)}) TO ${quoteLiteral(path)} (${options})`,
    );
    return { path, rows: result.rowsChanged };
  } catch (cause) {
    throw new TransformError(
      `write ${view} to ${path}`,
      'The columns must be those of the view, and the directory must exist and have room.',
      cause,
    );
  }
}
