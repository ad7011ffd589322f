import { stagingColumns, stagingTableNames, type Pool, type StagingTable } from '@airstar/star-schema';

const keys: Record<StagingTable, readonly string[]> = {
  measurement: ['sensor_id', 'period_end_utc'],
  hour: ['sensor_id', 'hour_start_utc'],
  day: ['sensor_id', 'local_date'],
  location: ['location_id', 'content_hash'],
  sensor: ['sensor_id'],
  location_licence: ['location_id', 'licence_id', 'date_from'],
  location_instrument: ['location_id', 'instrument_id'],
};

/** Rows of both batches, and how many of them have no equal in the other one. */
export interface StagingDifference {
  readonly left: number;
  readonly right: number;
  readonly differing: number;
}

/**
 * Compares two staged batches row by row, in the database: doubles within 1e-9 of their size, all else exactly. A row that
 * one batch lacks is one that differs.
 */
export async function stagingDifferences(
  pool: Pool,
  left: string,
  right: string,
): Promise<Record<StagingTable, StagingDifference>> {
  const found: Partial<Record<StagingTable, StagingDifference>> = {};
  for (const table of stagingTableNames) found[table] = await difference(pool, table, left, right);
  return found as Record<StagingTable, StagingDifference>;
}

async function difference(pool: Pool, table: StagingTable, left: string, right: string): Promise<StagingDifference> {
  const doubles = await doubleColumns(pool, table);
  const sameKey = keys[table].map((key) => `coalesce(a.${key}::text, '') = coalesce(b.${key}::text, '')`);
  const isSame = stagingColumns(table).map((column) =>
    doubles.has(column) ? closeTo(column) : `a.${column} is not distinct from b.${column}`,
  );
  const { rows } = await pool.query<StagingDifference>(
    `select count(a.batch_id)::int as left, count(b.batch_id)::int as right,
       count(*) filter (where not coalesce(${isSame.join(' and ')}, false))::int as differing
     from (${rowsOf(table, '$1')}) as a full join (${rowsOf(table, '$2')}) as b on ${sameKey.join(' and ')}`,
    [left, right],
  );
  return rows[0]!;
}

/** Those of the attempt that the manifest names. */
const rowsOf = (table: StagingTable, batch: string): string =>
  `select staged.* from staging.${table} as staged
   join staging.manifest using (batch_id, attempt_id) where batch_id = ${batch}`;

// A null equals only a null: comparing it with a number gives null, which counts as differing.
const closeTo = (column: string): string =>
  `(a.${column} is null and b.${column} is null
    or abs(a.${column} - b.${column}) <= 1e-9 * greatest(abs(a.${column}), abs(b.${column})))`;

async function doubleColumns(pool: Pool, table: string): Promise<Set<string>> {
  const { rows } = await pool.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'staging' and table_name = $1 and data_type = 'double precision'`,
    [table],
  );
  return new Set(rows.map((row) => row.column_name));
}
