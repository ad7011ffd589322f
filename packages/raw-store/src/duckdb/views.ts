import type { DuckDBConnection } from '@duckdb/node-api';
import type { SensorRange, TransformScope } from '../store.ts';
import { locationTable, measurementTable } from './tables.ts';

/**
 * Creates the views that the transform reads, as temporary ones of this connection: `raw_measurement`, `raw_location`,
 * `raw_sensor`, `raw_location_licence`, `raw_location_instrument`. They hold every version; which one counts is the
 * transform's business. They show what is in the store when they are read.
 */
export async function createRawViews(connection: DuckDBConnection, scope: TransformScope): Promise<void> {
  const views = {
    raw_measurement: measurementView(scope),
    raw_location: locationView(scope),
    raw_sensor: listView('sensors', scope, 'sensor_id, name, parameter_id, parameter_name, unit, display_name'),
    raw_location_licence: listView(
      'licences',
      scope,
      'licence_id, name, attribution_name, attribution_url, date_from, date_to',
    ),
    raw_location_instrument: listView('instruments', scope, 'instrument_id, name'),
  };
  for (const [name, query] of Object.entries(views)) {
    await connection.run(`CREATE OR REPLACE TEMP VIEW ${name} AS ${query}`);
  }
}

/** Whole local days of a sensor, since the statistics of a day need all of it. */
function measurementView(scope: TransformScope): string {
  return `
    SELECT ${measurementTable.columns.map(({ name }) => shown(name)).join(', ')}
    FROM raw.measurement_version SEMI JOIN (
      SELECT sensor_id, local_date FROM raw.measurement_version WHERE ${isTouched(scope)}
    ) AS touched USING (sensor_id, local_date)
    WHERE ${isOf(scope.sensors)}`;
}

/** A reading that the extraction itself may have brought. */
export const isTouched = ({ from, to, locationIds, sensors }: TransformScope): string =>
  [`period_end > ${timestamp(from)}`, `period_end <= ${timestamp(to)}`, isAmong(locationIds), isOf(sensors)].join(
    ' AND ',
  );

// Said on both sides of the join: DuckDB does not carry a range over, and would read the whole table for each slice.
const isOf = (sensors: SensorRange | undefined): string =>
  sensors ? `sensor_id BETWEEN ${integer(sensors.first)} AND ${integer(sensors.last)}` : 'true';

function locationView({ locationIds }: TransformScope): string {
  const flat = locationTable.columns.filter(({ stored }) => !stored.endsWith('[]'));
  return `SELECT ${flat.map(({ name }) => shown(name)).join(', ')} FROM raw.location_version WHERE ${isAmong(locationIds)}`;
}

function listView(list: string, { locationIds }: TransformScope, fields: string): string {
  const entries = fields.split(', ').map((field) => `entry.${field}`);
  return `
    SELECT location_id, ${shown('content_hash')}, last_seen_at, ${entries.join(', ')}
    FROM (SELECT location_id, content_hash, last_seen_at, unnest(${list}) AS entry FROM raw.location_version
      WHERE ${isAmong(locationIds)})`;
}

const shown = (column: string): string =>
  column === 'content_hash' ? `format('{:016x}', content_hash) AS content_hash` : column;

// A view takes no parameters, so numbers are written into it: only integers get that far.
const timestamp = (instant: number): string => `epoch_ms(CAST(${integer(instant)} AS BIGINT))`;

const isAmong = (locationIds: readonly number[] | undefined): string =>
  locationIds ? `location_id IN (SELECT unnest([${locationIds.map(integer).join(', ')}]::BIGINT[]))` : 'true';

function integer(number: number): string {
  if (!Number.isSafeInteger(number)) throw new RangeError(`A transform scope takes integers only, not ${number}.`);
  return String(number);
}
