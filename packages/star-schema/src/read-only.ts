import pg from 'pg';
import { databaseError } from './database-error.ts';
import { QueryError } from './errors.ts';
import type { Pool } from './pool.ts';

/** A cell of a result: what JSON can hold. Instants and dates are ISO 8601 text, exact to the microsecond. */
export type Cell = string | number | boolean | null | object;

export interface QueryResult {
  /** Column names, in order; a name may occur twice. */
  readonly fields: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const { builtins } = pg.types;

const parsers = new Map<number, (text: string) => Cell>([
  [builtins.INT8, (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)],
  [builtins.NUMERIC, Number],
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMP, (text) => text.replace(' ', 'T')],
  [builtins.TIMESTAMPTZ, (text) => text.replace(' ', 'T').replace(/\+00$/, 'Z')],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (type: Parameters<typeof pg.types.getTypeParser>[0]) =>
    parsers.get(type) ?? (pg.types.getTypeParser(type) as (text: string) => Cell),
};

/** `queryMode` is an option of pg that its types do not have. */
type ExtendedQuery = pg.QueryArrayConfig & { readonly queryMode: 'extended' };

/**
 * Runs one query in a read-only transaction that is rolled back. For a pool that logs in as `airstar_reader`: what the
 * query may see, and for how long it may run, is the role's business.
 *
 * @throws {QueryError} PostgreSQL refuses the query: syntax, an unknown name, an attempt to write, more than one statement.
 * @throws {DatabaseError} the database failed, or the query ran longer than the role may.
 * @example
 * const { fields, rows } = await runReadOnly(pool, 'select location_id, name from star.station');
 */
export async function runReadOnly(pool: Pool, query: string): Promise<QueryResult> {
  try {
    const client = await pool.connect();
    try {
      await client.query(`begin read only; set local timezone = 'UTC'`);
      // The extended protocol takes one statement: nothing can end the transaction and go on outside it.
      const config: ExtendedQuery = { text: query, rowMode: 'array', queryMode: 'extended', types };
      const { fields, rows } = await client.query<Cell[]>(config);
      return { fields: fields.map(({ name }) => name), rows };
    } finally {
      client.release(await rollback(client));
    }
  } catch (error) {
    throw queryError(error);
  }
}

async function rollback(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback');
    return false;
  } catch {
    // The connection is gone, and with it the transaction: the pool has to drop it.
    return true;
  }
}

// Syntax and names (42), data (22), cardinality (21), features (0A), and writing in a read-only transaction (25).
const refused = /^(42|22|21|0A|25)/;

function queryError(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && refused.test(error.code ?? '')) {
    const place = error.position ? ` (at character ${error.position})` : '';
    const hint = error.hint ? ` ${error.hint}` : '';
    return new QueryError(`The query was refused: ${error.message}${place}.${hint}`, { cause: error });
  }
  return databaseError('The query', error);
}
