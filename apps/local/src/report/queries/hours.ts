import { z } from 'zod';
import { rowsOf, type Query } from '../query.ts';
import type { SqlWindow } from '../window.ts';

const hour = z.object({ sensor_id: z.number(), start: z.number(), offset: z.number(), mean: z.number().nullable() });

export type HourRow = z.infer<typeof hour>;

const hourSql = `
select sensor_id::float8, (extract(epoch from hour_start_utc) * 1000)::float8 as start,
  utc_offset_minutes::float8 as offset, mean
from star.fact_hour
where sensor_id = any($1::bigint[]) and is_valid
  and hour_start_utc >= $2::timestamptz and hour_start_utc < $3::timestamptz
order by sensor_id, hour_start_utc`;

/** Means of the valid hours. */
export function hourRows(query: Query, sensorIds: readonly number[], { from, to }: SqlWindow): Promise<HourRow[]> {
  return rowsOf(query, hour, hourSql, [sensorIds, from, to]);
}

const weekdayHour = z.object({
  parameter: z.string(),
  unit: z.string(),
  weekday: z.number(),
  hour: z.number(),
  mean: z.number(),
});

export type WeekdayHourRow = z.infer<typeof weekdayHour>;

const weekdaySql = `
select p.name as parameter, p.unit, extract(isodow from h.local_date)::float8 as weekday,
  h.local_hour::float8 as hour, avg(h.mean) as mean
from star.fact_hour h
join star.dim_parameter p using (parameter_id)
where h.sensor_id = any($1::bigint[]) and h.is_valid
  and h.hour_start_utc >= $2::timestamptz and h.hour_start_utc < $3::timestamptz
group by 1, 2, 3, 4
order by 1, 2, 3, 4`;

/** Means over all the sensors by parameter, weekday and hour. */
export function weekdayHourRows(
  query: Query,
  sensorIds: readonly number[],
  { from, to }: SqlWindow,
): Promise<WeekdayHourRow[]> {
  return rowsOf(query, weekdayHour, weekdaySql, [sensorIds, from, to]);
}
