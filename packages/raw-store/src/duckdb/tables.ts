import type { RawLocation, RawMeasurement } from '@airstar/schemas';
import type { DuckDBConnection } from '@duckdb/node-api';
import { RawStoreUnreadableError } from '../errors.ts';
import { column, listColumn, type VersionTable } from './column.ts';

/** Raise it with every change of a table: there is no way from an old file to a new one but reading it all again. */
const schemaVersion = 1;

/** In the order of the view `raw_measurement`. */
export const measurementTable: VersionTable<RawMeasurement> = {
  name: 'measurement_version',
  identity: ['sensor_id', 'period_end', 'period_start', 'content_hash'],
  columns: [
    column('sensor_id', 'integer', (document) => document.sensorId),
    column('location_id', 'integer', (document) => document.locationId),
    column('parameter_id', 'integer', (document) => document.parameterId),
    column('parameter_name', 'text', (document) => document.parameterName),
    column('unit', 'text', (document) => document.unit),
    column('value', 'number', (document) => document.value),
    column('has_flags', 'flag', (document) => document.hasFlags),
    column('period_start', 'instant', (document) => document.periodStart),
    column('period_end', 'instant', (document) => document.periodEnd),
    column('expected_count', 'integer', (document) => document.expectedCount),
    column('observed_count', 'integer', (document) => document.observedCount),
    column('percent_complete', 'number', (document) => document.percentComplete),
    column('percent_coverage', 'number', (document) => document.percentCoverage),
    column('latitude', 'number', (document) => document.latitude),
    column('longitude', 'number', (document) => document.longitude),
    column('timezone', 'text', (document) => document.timezone),
    column('local_date', 'date', (document) => document.localDate),
    column('local_hour', 'smallInteger', (document) => document.localHour),
    column('utc_offset_minutes', 'smallInteger', (document) => document.utcOffsetMinutes),
    column('local_hour_start', 'instant', (document) => document.localHourStart),
    column('local_day_minutes', 'smallInteger', (document) => document.localDayMinutes),
    column('local_standard_date', 'date', (document) => document.localStandardDate),
    column('content_hash', 'hash', (document) => document.contentHash),
    column('source', 'text', (document) => document.source),
    column('first_seen_at', 'instant', (document) => document.firstSeenAt),
    column('last_seen_at', 'instant', (document) => document.lastSeenAt),
  ],
};

export const locationTable: VersionTable<RawLocation> = {
  name: 'location_version',
  identity: ['location_id', 'content_hash'],
  columns: [
    column('location_id', 'integer', (document) => document.locationId),
    column('name', 'text', (document) => document.name),
    column('locality', 'text', (document) => document.locality),
    column('timezone', 'text', (document) => document.timezone),
    column('country_id', 'integer', (document) => document.countryId),
    column('country_code', 'text', (document) => document.countryCode),
    column('country_name', 'text', (document) => document.countryName),
    column('owner_id', 'integer', (document) => document.ownerId),
    column('owner_name', 'text', (document) => document.ownerName),
    column('provider_id', 'integer', (document) => document.providerId),
    column('provider_name', 'text', (document) => document.providerName),
    column('is_mobile', 'flag', (document) => document.isMobile),
    column('is_monitor', 'flag', (document) => document.isMonitor),
    column('latitude', 'number', (document) => document.latitude),
    column('longitude', 'number', (document) => document.longitude),
    column('content_hash', 'hash', (document) => document.contentHash),
    column('first_seen_at', 'instant', (document) => document.firstSeenAt),
    column('last_seen_at', 'instant', (document) => document.lastSeenAt),
    listColumn('instruments', { instrument_id: 'BIGINT', name: 'VARCHAR' }, ({ instruments }) =>
      instruments.map(({ instrumentId, name }) => ({ instrument_id: instrumentId, name })),
    ),
    listColumn(
      'licences',
      {
        licence_id: 'BIGINT',
        name: 'VARCHAR',
        attribution_name: 'VARCHAR',
        attribution_url: 'VARCHAR',
        date_from: 'VARCHAR',
        date_to: 'VARCHAR',
      },
      ({ licences }) =>
        licences.map((licence) => ({
          licence_id: licence.licenceId,
          name: licence.name,
          attribution_name: licence.attributionName,
          attribution_url: licence.attributionUrl,
          date_from: licence.dateFrom,
          date_to: licence.dateTo,
        })),
    ),
    listColumn(
      'sensors',
      {
        sensor_id: 'BIGINT',
        name: 'VARCHAR',
        parameter_id: 'BIGINT',
        parameter_name: 'VARCHAR',
        unit: 'VARCHAR',
        display_name: 'VARCHAR',
      },
      ({ sensors }) =>
        sensors.map((sensor) => ({
          sensor_id: sensor.sensorId,
          name: sensor.name,
          parameter_id: sensor.parameterId,
          parameter_name: sensor.parameterName,
          unit: sensor.unit,
          display_name: sensor.displayName,
        })),
    ),
  ],
};

// No primary key on documents: DuckDB keeps such an index in memory whole and cannot put it off, so memory would grow
// with the store. One writer compares each batch with what is there instead (see write.ts).
const definition = <Document>({ name, columns }: VersionTable<Document>): string =>
  `CREATE TABLE IF NOT EXISTS ${name} (${columns.map((each) => `${each.name} ${each.stored}`).join(', ')})`;

const definitions = [
  'CREATE TABLE IF NOT EXISTS raw_schema (version INTEGER PRIMARY KEY)',
  definition(measurementTable),
  definition(locationTable),
  `CREATE TABLE IF NOT EXISTS ingest_counter (
    batch_id VARCHAR, topic VARCHAR, partition BIGINT, next_offset BIGINT,
    inserted BIGINT, duplicate BIGINT, rejected BIGINT, PRIMARY KEY (batch_id, topic, partition))`,
];

/**
 * Creates the tables that are missing.
 *
 * @throws RawStoreUnreadableError when the file has tables of another version of this package.
 */
export async function createTables(connection: DuckDBConnection, path: string): Promise<void> {
  for (const statement of definitions) await connection.run(statement);
  await connection.run(`INSERT INTO raw_schema SELECT ${schemaVersion} WHERE NOT EXISTS (FROM raw_schema)`);
  const version = Number((await connection.runAndReadAll('SELECT version FROM raw_schema')).getRowsJS()[0]?.[0]);
  if (version === schemaVersion) return;
  throw new RawStoreUnreadableError(path, `its tables are of version ${version}, this is ${schemaVersion}`);
}
