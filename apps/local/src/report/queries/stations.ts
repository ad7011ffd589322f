import { z } from 'zod';
import type { ReportRun } from '../data.ts';
import { rowsOf, type Query } from '../query.ts';

const station = z.object({
  location_id: z.number(),
  name: z.string(),
  locality: z.string().nullable(),
  country: z.string(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  timezone: z.string(),
  provider: z.string(),
  owner: z.string(),
  readings: z.number(),
  known: z.number(),
  active: z.number(),
});

export type StationRow = z.infer<typeof station>;

// Identifiers and counts as float8: a driver gives bigint as text, and none of these passes 2^53.
const stationSql = `
with reading as (
  select location_id, count(*) as readings
  from star.fact_measurement
  where period_end_utc > $1::timestamptz and period_end_utc <= $2::timestamptz
  group by location_id
), station as (
  select l.location_id, l.name, l.locality, l.latitude, l.longitude, l.timezone,
    c.name as country, p.name as provider, o.name as owner, coalesce(r.readings, 0) as readings,
    count(*) over () as known,
    count(r.location_id) over () as active
  from star.dim_location l
  join star.dim_country c using (country_id)
  join star.dim_provider p using (provider_id)
  join star.dim_owner o using (owner_id)
  left join reading r using (location_id)
  where l.is_current and l.location_id > 0
), charted as (
  select * from station where readings > 0 order by readings desc, location_id limit $3
), box as (
  select min(latitude) as south, max(latitude) as north, min(longitude) as west, max(longitude) as east,
    greatest(max(latitude) - min(latitude), max(longitude) - min(longitude), 0.1) as reach
  from charted
), silent as (
  select s.* from station s, box b
  where s.readings = 0
    and s.latitude between b.south - b.reach and b.north + b.reach
    and s.longitude between b.west - b.reach and b.east + b.reach
  order by s.location_id
  limit $4
)
select location_id::float8, coalesce(name, 'station ' || location_id) as name, locality, country, latitude, longitude,
  coalesce(timezone, 'UTC') as timezone, provider, owner, readings::float8, known::float8, active::float8
from (select * from charted union all select * from silent) shown
order by readings desc, location_id`;

/** Stations with readings, most first, then silent ones in the same area. */
export function stationRows(
  query: Query,
  { window }: ReportRun,
  active: number,
  silent: number,
): Promise<StationRow[]> {
  const parameters = [new Date(window.from).toISOString(), new Date(window.to).toISOString(), active, silent];
  return rowsOf(query, station, stationSql, parameters);
}

const licence = z.object({
  location_id: z.number(),
  name: z.string(),
  attribution_name: z.string().nullable(),
  attribution_url: z.string().nullable(),
});

export type LicenceRow = z.infer<typeof licence>;

const licenceSql = `
select distinct b.location_id::float8, l.name, b.attribution_name, b.attribution_url
from star.bridge_location_licence b
join star.dim_licence l using (licence_id)
where b.location_id = any($1::bigint[]) and b.date_from <= $3::date and b.date_to >= $2::date
order by 1, 2`;

/** Licences that hold for a station at some time between two dates. */
export function licenceRows(
  query: Query,
  locationIds: readonly number[],
  from: string,
  to: string,
): Promise<LicenceRow[]> {
  return rowsOf(query, licence, licenceSql, [locationIds, from, to]);
}
