import { enough, guidelineRows } from '../guidelines.ts';
import { chosenStations } from '../variables.ts';

/**
 * Each chosen station's newest mean over the hours of the WHO guideline, in the range of the board, as a common table
 * expression. A guideline for 24 hours says nothing of one hour, so it is the mean that is judged, and only when three
 * quarters of its hours were measured; `mean` is null otherwise.
 *
 * Every descent into the fact stands within the range, so that only its months are read.
 */
const latestRows = (parameters: string): string => `with ${guidelineRows}, chosen as (
  select sensor.sensor_id, station.location_id, coalesce(station.name, 'station ' || station.location_id) as station,
    coalesce(station.locality, station.country) as place, station.latitude, station.longitude,
    coalesce(parameter.display_name, parameter.name) as pollutant, guideline.*
  from star.station
  join star.dim_sensor as sensor using (location_id)
  join star.dim_parameter as parameter using (parameter_id)
  join guideline on guideline.parameter = parameter.name
  where ${chosenStations}${parameters}
), latest as (
  select distinct on (chosen.location_id, chosen.parameter) chosen.*, newest.hour_start_utc, newest.mean as last_hour,
    recent.measured, case when recent.measured >= chosen.hours * ${enough} then recent.mean end as mean
  from chosen
  cross join lateral (
    select fact.hour_start_utc, fact.mean from star.fact_hour as fact
    where fact.sensor_id = chosen.sensor_id and fact.is_valid and $__timeFilter(fact.hour_start_utc)
    order by fact.hour_start_utc desc limit 1
  ) as newest
  cross join lateral (
    select avg(fact.mean) as mean, count(*) as measured from star.fact_hour as fact
    where fact.sensor_id = chosen.sensor_id and fact.is_valid
      and fact.hour_start_utc > newest.hour_start_utc - make_interval(hours => chosen.hours)
      and fact.hour_start_utc <= newest.hour_start_utc
      and fact.hour_start_utc between $__timeFrom()::timestamptz - interval '1 day' and $__timeTo()::timestamptz
  ) as recent
  order by chosen.location_id, chosen.parameter, newest.hour_start_utc desc, chosen.sensor_id
)`;

const latestOfOne = latestRows(' and guideline.parameter = ${parameter:sqlstring}');

export const headline = `${latestOfOne}
select case when count(mean) > 0 then count(*) filter (where mean > level) end as "Stations above",
  count(mean) as "Stations judged", percentile_cont(0.5) within group (order by mean / level) as "Median station"
from latest`;

/** Latitude and longitude of those that stand still. */
export const map = `${latestOfOne}
select latitude, longitude, station as "Station", mean / level as "× WHO", mean as "Mean", last_hour as "Last hour",
  hour_start_utc + interval '1 hour' as "Until"
from latest where latitude is not null
order by 4 nulls first`;

export const ranking = `${latestOfOne}
select station as "Station", place as "Place", mean / level as "× WHO", mean as "Mean", level as "Guideline",
  hours as "Hours", measured as "Measured", last_hour as "Last hour", hour_start_utc + interval '1 hour' as "Until",
  location_id::text as "OpenAQ id"
from latest
order by 3 desc nulls last, 1
limit 200`;

export const byPollutant = `${latestRows('')}
select pollutant as "Pollutant", percentile_cont(0.5) within group (order by mean / level) as "Median station",
  max(mean / level) as "Worst station", count(*) filter (where mean > level) as "Stations above",
  count(mean) as "Stations judged", level as "Guideline", hours as "Hours", parameter as "Parameter"
from latest
group by pollutant, parameter, level, hours, rank
order by 3 desc nulls last, rank`;

// Against the end of the range, so that the board says the same of a time long past.
const newestRows = `with newest as (
  select station.location_id, coalesce(station.name, 'station ' || station.location_id) as station,
    coalesce(station.locality, station.country) as place, station.provider, max(reading.period_end_utc) as newest
  from star.station
  join star.dim_sensor as sensor using (location_id)
  left join lateral (
    select fact.period_end_utc from star.fact_measurement as fact
    where fact.sensor_id = sensor.sensor_id and fact.is_usable and $__timeFilter(fact.period_end_utc)
    order by fact.period_end_utc desc limit 1
  ) as reading on true
  where ${chosenStations}
  group by 1, 2, 3, 4
), aged as (
  select *, extract(epoch from $__timeTo()::timestamptz - newest) / 3600 as age from newest
)`;

export const newestReading = `${newestRows}
select min(age) as "Newest reading", count(newest) as "Stations with readings", count(*) as "Stations known" from aged`;

/** Longest silence first; those without a reading in the range stand at the top. */
export const freshness = `${newestRows}
select station as "Station", place as "Place", age as "Age", newest as "Newest reading", provider as "Provider",
  location_id::text as "OpenAQ id"
from aged
order by age desc nulls first, station
limit 200`;
