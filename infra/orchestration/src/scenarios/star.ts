import type { Pool } from '@airstar/star-schema';

const facts = ['fact_measurement', 'fact_hour', 'fact_day', 'dim_location', 'dim_sensor'] as const;

/** Columns that say when and by which batch a row was made, not what it is. */
const bookkeeping = /(_at|batch_id|attempt_id|valid_from|valid_to)$/;

/** How many rows each table of the star has, and a digest of what they say. */
export type StarDigest = Readonly<Record<(typeof facts)[number], { readonly rows: number; readonly digest: string }>>;

/** Makes the digest of a star; two stars are equal where their digests are. */
export async function digestOf(query: Query): Promise<StarDigest> {
  const entries: (readonly [string, { rows: number; digest: string }])[] = [];
  for (const table of facts) {
    const columns = (
      await query(
        `select column_name from information_schema.columns
         where table_schema = 'star' and table_name = '${table}' order by column_name`,
      )
    )
      .map((row) => String(row['column_name']))
      .filter((name) => !bookkeeping.test(name));
    const [row] = await query(
      `select count(*)::int as rows, md5(coalesce(string_agg(line, '' order by line), '')) as digest
       from (select md5(row(${columns.join(', ')})::text) as line from star.${table}) as lines`,
    );
    entries.push([table, { rows: Number(row?.['rows']), digest: String(row?.['digest']) }]);
  }
  return Object.fromEntries(entries) as StarDigest;
}

export type Query = (sql: string) => Promise<readonly Record<string, unknown>[]>;

export const queryOf =
  (pool: Pool): Query =>
  async (sql) =>
    (await pool.query<Record<string, unknown>>(sql)).rows;
