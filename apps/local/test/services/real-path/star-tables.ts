import type { Pool } from '@airstar/star-schema';

/**
 * Columns in which two loads of the same window differ, and why. All others must agree, surrogate keys too: they are made
 * of natural keys.
 */
const ownColumns: Readonly<Record<string, readonly string[]>> = {
  // Each run names its batch, and fetches when it runs.
  fact_measurement: ['batch_id', 'fetched_at'],
  fact_hour: ['batch_id'],
  fact_day: ['batch_id'],
  // How long a stage took, and when it was written down.
  fact_pipeline_run: ['batch_id', 'seconds', 'recorded_at'],
};

/** Tables of the star schema; a partitioned one is one table. */
async function starTables(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class join pg_namespace as namespace on namespace.oid = relnamespace
     where nspname = 'star' and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** Rows of a table, each as text, without the columns that are each load's own. */
export async function rowsOf(pool: Pool, table: string): Promise<string[]> {
  const { rows } = await pool.query<{ row: string }>(
    `select (to_jsonb(one) - $1::text[])::text as row from star.${table} as one`,
    [ownColumns[table] ?? []],
  );
  return rows.map(({ row }) => row).sort();
}

/** What differs between two star schemas, a few rows of each table that does. Empty where they are equal to the row. */
export async function starDifferences(left: Pool, right: Pool): Promise<object[]> {
  const differences: object[] = [];
  for (const table of await starTables(left)) {
    const [leftRows, rightRows] = [await rowsOf(left, table), await rowsOf(right, table)];
    const [leftSet, rightSet] = [new Set(leftRows), new Set(rightRows)];
    const onlyLeft = leftRows.filter((row) => !rightSet.has(row));
    const onlyRight = rightRows.filter((row) => !leftSet.has(row));
    if (onlyLeft.length + onlyRight.length === 0 && leftRows.length === rightRows.length) continue;
    const counts = { left: leftRows.length, right: rightRows.length };
    differences.push({ table, ...counts, onlyLeft: onlyLeft.slice(0, 3), onlyRight: onlyRight.slice(0, 3) });
  }
  return differences;
}

/** Changes with every row that is written, be it with the same values. */
export async function writtenState(pool: Pool): Promise<Record<string, string | null>> {
  const state: Record<string, string | null> = {};
  for (const table of await starTables(pool)) {
    // Each publish notes what it did.
    if (table === 'fact_pipeline_run') continue;
    const { rows } = await pool.query<{ state: string | null }>(
      `select md5(string_agg(tableoid::text || ctid::text || xmin::text, ',' order by tableoid, ctid)) as state
       from star.${table}`,
    );
    state[table] = rows[0]?.state ?? null;
  }
  return state;
}
