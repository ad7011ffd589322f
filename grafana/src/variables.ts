import { QueryVariableBuilder, VariableRefresh, VariableSort } from '@grafana/grafana-foundation-sdk/dashboard';
import { star } from './data-sources.ts';
import { guidelineRows } from './guidelines.ts';

/** Stations that the variables of a board let through; most stations have no locality. */
export const chosenStations = `country_code in (\${country:sqlstring})
    and coalesce(locality, '(none)') in (\${locality:sqlstring})`;

/** The sensor of the board *Station*; nothing, rather than an error, where there is none to choose. */
export const chosenSensor = "nullif(${sensor:sqlstring}, '')::bigint";

const variable = (name: string, label: string, sql: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(star)
    .query(sql)
    .definition(sql)
    // The order is the query's.
    .sort(VariableSort.Disabled)
    .refresh(VariableRefresh.OnDashboardLoad);

const several = (name: string, label: string, sql: string): QueryVariableBuilder =>
  variable(name, label, sql).multi(true).includeAll(true).current({ text: 'All', value: '$__all' });

export const country = several(
  'country',
  'Country',
  'select distinct country as __text, country_code as __value from star.station order by 1',
);

export const locality = several(
  'locality',
  'City',
  `select distinct coalesce(locality, '(none)') from star.station
where country_code in (\${country:sqlstring}) order by 1`,
);

export const station = variable(
  'station',
  'Station',
  `select coalesce(name, 'station ' || location_id) as __text, location_id::text as __value
from star.station where ${chosenStations} order by 1`,
);

const parameterColumns = 'coalesce(parameter.display_name, parameter.name) as __text, parameter.name as __value';

/** Pollutants that WHO has a guideline for, in the order of the guidelines. */
export const judgedParameter = variable(
  'parameter',
  'Pollutant',
  `with ${guidelineRows}
select ${parameterColumns} from star.dim_parameter as parameter
join guideline on guideline.parameter = parameter.name
where exists (select from star.dim_sensor as sensor where sensor.parameter_id = parameter.parameter_id)
order by guideline.rank`,
).current({ text: 'PM2.5', value: 'pm25' });

// Many sensors of a station are long silent.
const hasHours = `exists (
  select from star.fact_hour as fact where fact.sensor_id = sensor.sensor_id and $__timeFilter(fact.hour_start_utc)
)`;

/** What the station measured as a concentration in the range; weather has no place on a board of one unit. */
export const stationParameter = variable(
  'parameter',
  'Pollutant',
  `with ${guidelineRows}
select ${parameterColumns} from star.dim_parameter as parameter
left join guideline on guideline.parameter = parameter.name
where parameter.unit = 'µg/m³' and exists (
  select from star.dim_sensor as sensor
  where sensor.parameter_id = parameter.parameter_id and sensor.location_id::text = \${station:sqlstring}
    and ${hasHours}
)
order by guideline.rank, parameter.name`,
)
  .current({ text: 'PM2.5', value: 'pm25' })
  .refresh(VariableRefresh.OnTimeRangeChanged);

/** A station may have several sensors of one pollutant, mostly one after the other: the newest first. */
export const sensor = variable(
  'sensor',
  'Sensor',
  `select coalesce(sensor.name, 'sensor') || ' (' || sensor.sensor_id || ')' as __text, sensor.sensor_id::text as __value
from star.dim_sensor as sensor join star.dim_parameter as parameter using (parameter_id)
where sensor.location_id::text = \${station:sqlstring} and parameter.name = \${parameter:sqlstring} and ${hasHours}
order by sensor.sensor_id desc`,
).refresh(VariableRefresh.OnTimeRangeChanged);
