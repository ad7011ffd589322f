import { enoughOf, guidelineRows } from '../guidelines.ts';
import { chosenSensor } from '../variables.ts';

// The range of the board with what a running mean needs before it and a local day after it.
const hourRows = `hour as (
  select hour_start_utc, local_date, mean,
    avg(mean) over eight as mean_of_8, count(*) over eight >= ${enoughOf[8]} as is_8,
    avg(mean) over day as mean_of_24, count(*) over day >= ${enoughOf[24]} as is_24
  from star.fact_hour
  where sensor_id = ${chosenSensor} and is_valid
    and hour_start_utc >= $__timeFrom()::timestamptz - interval '2 days'
    and hour_start_utc < $__timeTo()::timestamptz + interval '2 days'
  window eight as (order by hour_start_utc range between interval '7 hours' preceding and current row),
    day as (order by hour_start_utc range between interval '23 hours' preceding and current row)
)`;

// No row where WHO has no guideline.
const levelRows = `level as (
  select guideline.* from guideline
  join star.dim_parameter as parameter on parameter.name = guideline.parameter
  join star.dim_sensor as sensor using (parameter_id)
  where sensor.sensor_id = ${chosenSensor}
)`;

/** Hours, the mean that the guideline is about, and the guideline. */
export const series = `with ${guidelineRows}, ${levelRows}, ${hourRows}
select hour.hour_start_utc as time, hour.mean as "Hour",
  case when level.hours = 8 and hour.is_8 then hour.mean_of_8 when level.hours = 24 and hour.is_24 then hour.mean_of_24 end
    as "Mean over the hours of the guideline",
  level.level as "WHO guideline"
from hour left join level on true
where $__timeFilter(hour.hour_start_utc)
order by 1`;

/**
 * The value of each local day that the guideline is about: its mean, or for ozone its highest mean over eight hours, of
 * which 18 make a day (Directive 2008/50/EC, Annex VII). Only days with enough hours are judged.
 */
const dayRows = `with ${guidelineRows}, ${levelRows}, ${hourRows}, day as (
  select local_date, mean as value, is_valid
  from star.fact_day
  where sensor_id = ${chosenSensor} and $__timeFilter(local_date) and not exists (select from level where hours = 8)
  union all
  select local_date, max(mean_of_8) filter (where is_8), count(*) filter (where is_8) >= ${enoughOf[24]}
  from hour
  where $__timeFilter(local_date) and exists (select from level where hours = 8)
  group by 1
), judged as (
  select day.local_date, case when day.is_valid then day.value end as value, level.level, level.hours
  from day left join level on true
)`;

export const headline = `${dayRows}
select case when count(value) > 0 then count(*) filter (where value > level) end as "Days above",
  count(value) as "Days judged", max(value / level) as "Highest day"
from judged where level is not null`;

/** Dates as text: a chart that takes them for instants would move them by the time zone of whoever looks. */
export const days = `${dayRows}
select to_char(local_date, 'YYYY-MM-DD') as "Day",
  case when value <= level then value end as "Within the guideline",
  case when value > level then value end as "Above it",
  case when level is null then value end as "WHO has none"
from judged
order by 1`;

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A row for each week, a column for each weekday, in multiples of the guideline. */
export const calendar = `${dayRows}
select to_char(date_trunc('week', local_date::timestamp), 'YYYY-MM-DD') as "Week of",
  ${weekdays.map((name, index) => `max(value / level) filter (where extract(isodow from local_date) = ${index + 1}) as "${name}"`).join(',\n  ')}
from judged
group by 1
order by 1 desc`;

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** A row for each weekday, a column for each hour, both local to the station. */
export const hourByWeekday = `select (array['${weekdays.join("', '")}'])[extract(isodow from local_date)::int] as "Weekday",
  ${hours.map((hour) => `avg(mean) filter (where local_hour = ${hour}) as "${String(hour).padStart(2, '0')}"`).join(',\n  ')}
from star.fact_hour
where sensor_id = ${chosenSensor} and is_valid and $__timeFilter(hour_start_utc)
group by extract(isodow from local_date), 1
order by extract(isodow from local_date)`;

export const completeness = `select to_char(local_date, 'YYYY-MM-DD') as "Day", coalesce(percent_complete, 0) as "Measured"
from star.fact_day
where sensor_id = ${chosenSensor} and $__timeFilter(local_date)
order by 1`;

export const meanCompleteness = `select 100.0 * sum(observed_count) / nullif(sum(expected_count), 0) as "Measured"
from star.fact_day
where sensor_id = ${chosenSensor} and $__timeFilter(local_date)`;

/** Every flag, those that do not occur too: that there is none is what one wants to see. */
export const flags = `select flag.code as "Flag", count(found.period_end_utc) as "Readings", max(found.period_end_utc) as "Newest",
  flag.description as "What it means"
from star.dim_flag as flag
left join star.measurement_flag as found on found.flag = flag.flag and found.sensor_id = ${chosenSensor}
  and $__timeFilter(found.period_end_utc)
where flag.flag > 0
group by flag.flag, flag.code, flag.description
order by 2 desc, flag.flag`;
