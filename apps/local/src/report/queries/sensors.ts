import { z } from 'zod';
import { rowsOf, type Query } from '../query.ts';
import type { SqlWindow } from '../window.ts';

const sensor = z.object({
  sensor_id: z.number(),
  location_id: z.number(),
  parameter: z.string(),
  unit: z.string(),
  readings: z.number(),
});

export type SensorRow = z.infer<typeof sensor>;

const sensorSql = `
select s.sensor_id::float8, s.location_id::float8, p.name as parameter, p.unit,
  (select count(*) from star.fact_measurement m
    where m.sensor_id = s.sensor_id
      and m.period_end_utc > $2::timestamptz and m.period_end_utc <= $3::timestamptz)::float8 as readings
from star.dim_sensor s
join star.dim_parameter p using (parameter_id)
where s.location_id = any($1::bigint[]) and s.sensor_id > 0
order by readings desc, s.sensor_id`;

/** Sensors of the stations, most readings first, silent ones included. */
export function sensorRows(
  query: Query,
  locationIds: readonly number[],
  { from, to }: SqlWindow,
): Promise<SensorRow[]> {
  return rowsOf(query, sensor, sensorSql, [locationIds, from, to]);
}

const latest = z.object({
  location_id: z.number(),
  parameter: z.string(),
  value: z.number(),
  unit: z.string(),
  period_end: z.number(),
  flags: z.string(),
});

export type LatestRow = z.infer<typeof latest>;

const latestSql = `
select distinct on (m.location_id, p.name, m.unit)
  m.location_id::float8, p.name as parameter, m.value, m.unit,
  (extract(epoch from m.period_end_utc) * 1000)::float8 as period_end,
  (select coalesce(string_agg(f.code, ',' order by f.flag), '')
    from star.dim_flag f where f.flag > 0 and m.flags & f.flag <> 0) as flags
from star.fact_measurement m
join star.dim_parameter p using (parameter_id)
where m.location_id = any($1::bigint[]) and m.is_usable
  and m.period_end_utc > $2::timestamptz and m.period_end_utc <= $3::timestamptz
order by m.location_id, p.name, m.unit, m.period_end_utc desc, m.sensor_id`;

/** The newest usable reading of each parameter at each station. */
export function latestRows(
  query: Query,
  locationIds: readonly number[],
  { from, to }: SqlWindow,
): Promise<LatestRow[]> {
  return rowsOf(query, latest, latestSql, [locationIds, from, to]);
}
