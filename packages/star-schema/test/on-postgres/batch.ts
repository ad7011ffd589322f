import { Readable } from 'node:stream';
import { openStaging, stagingColumns, type Pool, type StagingCounts, type StagingTable } from '../../src/index.ts';

export type Row = Record<string, string | number | boolean | null>;
export type Tables = Partial<Record<StagingTable, readonly Row[]>>;

let lastId = 1000;

/** A sensor, station or batch that no other test uses. */
export const nextId = (): number => ++lastId;

const hourMs = 3_600_000;
const isoHour = (text: string, hours: number): string => new Date(Date.parse(text) + hours * hourMs).toISOString();

/** A reading of one hour that ends at `period_end_utc`, at a station in UTC. */
export function reading(given: Row & { sensor_id: number; period_end_utc: string }): Row {
  const start = isoHour(given.period_end_utc, -1);
  const value = given['value'] === undefined ? 12.5 : given['value'];
  return {
    location_id: given.sensor_id,
    parameter_id: 2,
    period_start_utc: start,
    unit: 'µg/m³',
    value_original: value,
    unit_original: 'µg/m³',
    reference_temp_c: null,
    flags: 0,
    is_usable: value !== null,
    local_date: start.slice(0, 10),
    local_hour: Number(start.slice(11, 13)),
    utc_offset_minutes: 0,
    local_standard_date: start.slice(0, 10),
    source: 'api',
    version_count: 1,
    fetched_at: '2025-12-31T12:00:00Z',
    value,
    ...given,
  };
}

/** Readings of consecutive hours; the first ends at `from`. */
export const readings = (count: number, given: Row & { sensor_id: number; from: string }): Row[] =>
  Array.from({ length: count }, (_, index) => {
    const { from, ...others } = given;
    return reading({ ...others, period_end_utc: isoHour(from, index) });
  });

const statistics: Row = {
  parameter_id: 2,
  unit: 'µg/m³',
  mean: 12.5,
  minimum: 12,
  maximum: 13,
  standard_deviation: null,
  q02: 12,
  q25: 12,
  median: 12.5,
  q75: 13,
  q98: 13,
  observed_count: 1,
  expected_count: 1,
  flagged_count: 0,
  percent_complete: 100,
  percent_coverage: 100,
  is_valid: true,
  threshold_used: 75,
};

export const hour = (given: Row & { sensor_id: number; hour_start_utc: string }): Row => ({
  ...statistics,
  location_id: given.sensor_id,
  local_date: given.hour_start_utc.slice(0, 10),
  local_hour: Number(given.hour_start_utc.slice(11, 13)),
  utc_offset_minutes: 0,
  ...given,
});

export const day = (given: Row & { sensor_id: number; local_date: string }): Row => ({
  ...statistics,
  location_id: given.sensor_id,
  ...given,
});

/** A version of the description of a station, seen once unless `last_seen_at` says otherwise. */
export const station = (given: Row & { location_id: number }): Row => ({
  name: `Station ${given.location_id}`,
  locality: null,
  timezone: 'UTC',
  country_id: 157,
  country_code: 'MX',
  country_name: 'Mexico',
  owner_id: 4,
  owner_name: 'Unknown Governmental Organization',
  provider_id: 119,
  provider_name: 'AirNow',
  is_mobile: false,
  is_monitor: true,
  latitude: 20.719444,
  longitude: -103.355278,
  content_hash: 'a',
  first_seen_at: '2025-06-01T00:00:00Z',
  last_seen_at: given['first_seen_at'] ?? '2025-06-01T00:00:00Z',
  ...given,
});

export const sensor = (given: Row & { sensor_id: number }): Row => ({
  location_id: given.sensor_id,
  parameter_id: 2,
  name: 'pm25 µg/m³',
  parameter_name: 'pm25',
  unit_original: 'µg/m³',
  unit: 'µg/m³',
  display_name: 'PM2.5',
  molar_mass: null,
  ...given,
});

function cell(value: Row[string] | undefined): string {
  if (value === undefined) throw new Error('A row of the test lacks a column.');
  if (value === null) return '';
  return typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value);
}

/** Rows as the engine writes them: no header, null as an empty field without quotes. */
export const csv = (table: StagingTable, rows: readonly Row[]): string =>
  rows
    .map(
      (row) =>
        `${stagingColumns(table)
          .map((name) => cell(row[name]))
          .join(',')}\n`,
    )
    .join('');

export interface StageOptions {
  readonly batchId?: string;
  readonly attemptId?: string;
  /** Leave the attempt as a killed engine leaves it. */
  readonly isKilled?: boolean;
}

/** Stages rows the way an engine does, and gives the id of the batch. */
export async function stage(pool: Pool, tables: Tables, options: StageOptions = {}): Promise<string> {
  const { batchId = `batch-${nextId()}`, attemptId = '1', isKilled = false } = options;
  const window = { from: new Date('2025-06-01T00:00:00Z'), to: new Date('2025-06-02T00:00:00Z') };
  const staging = openStaging(pool, { batchId, attemptId, window });
  const written: Partial<StagingCounts> = {};
  for (const [table, rows] of Object.entries(tables) as [StagingTable, readonly Row[]][]) {
    written[table] = await staging.copy(table, Readable.from([csv(table, rows)]));
  }
  if (!isKilled) await staging.commit(written);
  return batchId;
}
