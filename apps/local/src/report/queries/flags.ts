import { z } from 'zod';
import { rowsOf, type Query } from '../query.ts';
import type { SqlWindow } from '../window.ts';

const flag = z.object({
  code: z.string(),
  description: z.string(),
  total: z.number(),
  sensor_id: z.number(),
  location_id: z.number(),
  station: z.string(),
  parameter: z.string(),
  readings: z.number(),
  period_end: z.number(),
  value_original: z.number().nullable(),
  unit_original: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
});

export type FlagRow = z.infer<typeof flag>;

// The unknown member of dim_flag is -1: all bits.
const flagSql = `
with flagged as (
  select f.flag, f.code, f.description, m.*,
    count(*) over (partition by f.flag) as total,
    count(*) over (partition by f.flag, m.sensor_id) as readings,
    row_number() over (partition by f.flag, m.sensor_id order by m.period_end_utc desc) as newest
  from star.fact_measurement m
  join star.dim_flag f on f.flag > 0 and m.flags & f.flag <> 0
  where m.flags <> 0 and m.period_end_utc > $1::timestamptz and m.period_end_utc <= $2::timestamptz
), sensor as (
  select *, row_number() over (partition by flag order by readings desc, sensor_id) as place
  from flagged where newest = 1
)
select s.code, s.description, s.total::float8, s.sensor_id::float8, s.location_id::float8,
  coalesce(l.name, 'station ' || s.location_id) as station, p.name as parameter, s.readings::float8,
  (extract(epoch from s.period_end_utc) * 1000)::float8 as period_end,
  s.value_original, s.unit_original, s.value, s.unit
from sensor s
join star.dim_parameter p using (parameter_id)
left join star.dim_location l on l.location_id = s.location_id and l.is_current
where s.place <= $3
order by s.flag, s.place`;

/** Each flag that occurs, with the sensors that carry it most and their newest example. */
export function flagRows(query: Query, { from, to }: SqlWindow, sensorsPerFlag: number): Promise<FlagRow[]> {
  return rowsOf(query, flag, flagSql, [from, to, sensorsPerFlag]);
}

const counted = z.object({ rows: z.number() });

/** Rows of `fact_measurement` in the window. */
export async function factRowCount(query: Query, { from, to }: SqlWindow): Promise<number> {
  const sql = `select count(*)::float8 as rows from star.fact_measurement
where period_end_utc > $1::timestamptz and period_end_utc <= $2::timestamptz`;
  const [row] = await rowsOf(query, counted, sql, [from, to]);
  return row?.rows ?? 0;
}
