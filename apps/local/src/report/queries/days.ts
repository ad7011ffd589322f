import { z } from 'zod';
import { rowsOf, type Query } from '../query.ts';
import type { SqlWindow } from '../window.ts';

const day = z.object({
  sensor_id: z.number(),
  date: z.string(),
  value: z.number().nullable(),
  is_valid: z.boolean(),
});

export type DayRow = z.infer<typeof day>;

const meanSql = `
select sensor_id::float8, to_char(local_date, 'YYYY-MM-DD') as date, mean as value, is_valid
from star.fact_day
where sensor_id = any($1::bigint[]) and local_date between $2::date and $3::date
order by sensor_id, local_date`;

/** Daily means. */
export function dailyMeans(query: Query, sensorIds: readonly number[], window: SqlWindow): Promise<DayRow[]> {
  return rowsOf(query, day, meanSql, [sensorIds, window.firstDate, window.lastDate]);
}

// Six of eight hours make a running mean, 18 of them a day: Directive 2008/50/EC, Annex VII. A running mean is taken where it
// ends in a measured hour, and belongs to the day in which it ends.
const runningSql = `
with running as (
  select sensor_id, local_date, avg(mean) over eight as mean, count(*) over eight as hours
  from star.fact_hour
  where sensor_id = any($1::bigint[]) and is_valid
    and hour_start_utc >= $2::date - interval '2 days' and hour_start_utc < $3::date + interval '3 days'
  window eight as (
    partition by sensor_id order by hour_start_utc range between interval '7 hours' preceding and current row
  )
)
select sensor_id::float8, to_char(local_date, 'YYYY-MM-DD') as date,
  max(mean) filter (where hours >= 6) as value,
  count(*) filter (where hours >= 6) >= 18 as is_valid
from running
where local_date between $2::date and $3::date
group by sensor_id, local_date
order by sensor_id, local_date`;

/** The highest running eight-hour mean of each day. */
export function dailyEightHourMaxima(query: Query, sensorIds: readonly number[], window: SqlWindow): Promise<DayRow[]> {
  return rowsOf(query, day, runningSql, [sensorIds, window.firstDate, window.lastDate]);
}

const completeness = z.object({ sensor_id: z.number(), date: z.string(), percent: z.number() });

export type CompletenessRow = z.infer<typeof completeness>;

const completenessSql = `
select sensor_id::float8, to_char(local_date, 'YYYY-MM-DD') as date, coalesce(percent_complete, 0) as percent
from star.fact_day
where sensor_id = any($1::bigint[]) and local_date between $2::date and $3::date
order by sensor_id, local_date`;

/** How much of each day there is. */
export function completenessRows(
  query: Query,
  sensorIds: readonly number[],
  window: SqlWindow,
): Promise<CompletenessRow[]> {
  return rowsOf(query, completeness, completenessSql, [sensorIds, window.firstDate, window.lastDate]);
}
