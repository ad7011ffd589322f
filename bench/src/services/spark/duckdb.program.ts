import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { transform } from '../../../../apps/local/src/transform/transform.ts';
import { childOptions } from '../child.ts';
import type { TransformRun } from './runs.ts';

// The transform of `apps/local` over Parquet files, in a process of its own.
const { documents, output, columns } = childOptions() as TransformRun;
const sqlDirectory = fileURLToPath(new URL('../../../../spark/sql', import.meta.url));

const measurement =
  'sensorId locationId parameterId parameterName unit value hasFlags periodStart periodEnd localDate localHour utcOffsetMinutes localHourStart localDayMinutes localStandardDate contentHash source firstSeenAt lastSeenAt';
const location =
  'locationId name locality timezone countryId countryCode countryName ownerId ownerName providerId providerName isMobile isMonitor latitude longitude contentHash firstSeenAt lastSeenAt';
const lists = {
  raw_sensor: ['sensors', 'sensorId name parameterId parameterName unit displayName'],
  raw_location_licence: ['licences', 'licenceId name attributionName attributionUrl dateFrom dateTo'],
  raw_location_instrument: ['instruments', 'instrumentId name'],
} as const;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const files = (collection: string): string => `read_parquet('${documents}/${collection}/*.parquet')`;

function shown(names: string, prefix = ''): string {
  return names
    .split(' ')
    .map((name) => `${typed(name, `${prefix}"${name}"`)} AS ${snake(name)}`)
    .join(', ');
}

function typed(name: string, column: string): string {
  if (/^(period|localHourStart|firstSeen|lastSeen)/.test(name)) return `CAST(${column} AS TIMESTAMP)`;
  return /^local.*Date$/.test(name) ? `CAST(${column} AS DATE)` : column;
}

mkdirSync(output, { recursive: true });
const settings = { threads: '2', memory_limit: '1GB', temp_directory: `${output}.tmp` };
const instance = await DuckDBInstance.create(':memory:', settings);
const connection = await instance.connect();
await connection.run(`SET TimeZone = 'UTC'`);
const views: Record<string, string> = {
  raw_measurement: `SELECT ${shown(measurement)} FROM ${files('measurements')}`,
  raw_location: `SELECT ${shown(location)} FROM ${files('locations')}`,
};
for (const [view, [field, names]] of Object.entries(lists)) {
  const entries = `SELECT "locationId", "contentHash", "lastSeenAt", unnest(${field}) AS entry FROM ${files('locations')}`;
  views[view] = `SELECT ${shown('locationId contentHash lastSeenAt')}, ${shown(names, 'entry.')} FROM (${entries})`;
}
for (const [view, query] of Object.entries(views)) await connection.run(`CREATE TEMP VIEW ${view} AS ${query}`);
await transform(connection, { sqlDirectory, outputDirectory: output, tables: columns });
connection.closeSync();
instance.closeSync();
