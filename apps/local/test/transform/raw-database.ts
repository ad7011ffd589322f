import { DuckDBInstance, type DuckDBConnection, type Json } from '@duckdb/node-api';
import { createReferenceTables } from '../../src/transform/reference.ts';
import { createViews } from '../../src/transform/views.ts';
import { withWorkspace } from '../../src/transform/workspace.ts';
import { localColumns } from './local-time.ts';

export const sqlDirectory = new URL('../../../../spark/sql', import.meta.url).pathname;

type Row = Readonly<Record<string, Json>>;

/** A reading as the raw store shows it. Instants are ISO text; the local columns follow from start and zone. */
export interface RawReading {
  readonly start: string;
  readonly minutes?: number;
  readonly timezone?: string;
  readonly value: number | null;
  readonly sensor_id?: number;
  readonly parameter_name?: string;
  readonly unit?: string;
  readonly has_flags?: boolean;
  readonly content_hash?: string;
  readonly first_seen_at?: string;
  readonly last_seen_at?: string;
}

const version = { content_hash: 'VARCHAR', first_seen_at: 'TIMESTAMP', last_seen_at: 'TIMESTAMP' };
const described = { location_id: 'BIGINT', content_hash: 'VARCHAR', last_seen_at: 'TIMESTAMP' };

// The tables have the names of our views: a transform that shadowed them inside the raw views would never end.
const tables: Record<string, Record<string, string>> = {
  measurement: {
    sensor_id: 'BIGINT',
    location_id: 'BIGINT',
    parameter_id: 'BIGINT',
    parameter_name: 'VARCHAR',
    unit: 'VARCHAR',
    value: 'DOUBLE',
    has_flags: 'BOOLEAN',
    period_start: 'TIMESTAMP',
    period_end: 'TIMESTAMP',
    local_date: 'DATE',
    local_hour: 'INTEGER',
    utc_offset_minutes: 'INTEGER',
    local_hour_start: 'TIMESTAMP',
    local_day_minutes: 'INTEGER',
    local_standard_date: 'DATE',
    source: 'VARCHAR',
    ...version,
  },
  location: {
    location_id: 'BIGINT',
    name: 'VARCHAR',
    locality: 'VARCHAR',
    timezone: 'VARCHAR',
    country_id: 'BIGINT',
    country_code: 'VARCHAR',
    country_name: 'VARCHAR',
    owner_id: 'BIGINT',
    owner_name: 'VARCHAR',
    provider_id: 'BIGINT',
    provider_name: 'VARCHAR',
    is_mobile: 'BOOLEAN',
    is_monitor: 'BOOLEAN',
    latitude: 'DOUBLE',
    longitude: 'DOUBLE',
    ...version,
  },
  sensor: {
    ...described,
    sensor_id: 'BIGINT',
    name: 'VARCHAR',
    parameter_id: 'BIGINT',
    parameter_name: 'VARCHAR',
    unit: 'VARCHAR',
    display_name: 'VARCHAR',
  },
  location_licence: {
    ...described,
    licence_id: 'BIGINT',
    name: 'VARCHAR',
    attribution_name: 'VARCHAR',
    attribution_url: 'VARCHAR',
    date_from: 'VARCHAR',
    date_to: 'VARCHAR',
  },
  location_instrument: { ...described, instrument_id: 'BIGINT', name: 'VARCHAR' },
};

const timestamp = (instant: number | string): string => new Date(instant).toISOString().replace('Z', '');

function measurementRow({ start, minutes = 60, timezone = 'UTC', ...rest }: RawReading): Row {
  const instant = Date.parse(start);
  const local = localColumns(instant, timezone);
  return {
    sensor_id: 1,
    location_id: 10,
    parameter_id: 2,
    parameter_name: 'pm25',
    unit: 'µg/m³',
    has_flags: false,
    period_start: timestamp(instant),
    period_end: timestamp(instant + minutes * 60_000),
    ...local,
    local_hour_start: timestamp(local.local_hour_start),
    source: 'api',
    content_hash: '0000000000000000',
    first_seen_at: '2025-01-01T00:00:00',
    last_seen_at: '2025-01-01T00:00:00',
    ...rest,
  };
}

async function insert(connection: DuckDBConnection, table: string, rows: readonly Row[]): Promise<void> {
  const structure = JSON.stringify([tables[table]]);
  await connection.run(
    `INSERT INTO ${table} BY NAME SELECT unnest(from_json($rows, '${structure}'), recursive := true)`,
    {
      rows: JSON.stringify(rows),
    },
  );
}

export interface RawContent {
  readonly measurement?: readonly RawReading[];
  readonly location?: readonly Row[];
  readonly sensor?: readonly Row[];
  readonly location_licence?: readonly Row[];
  readonly location_instrument?: readonly Row[];
}

/** Runs `work` on a DuckDB of its own with the raw views over the given rows. */
export async function withRawDatabase<Result>(
  { measurement = [], ...content }: RawContent,
  work: (connection: DuckDBConnection) => Promise<Result>,
  settings: Record<string, string> = {},
): Promise<Result> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', ...settings });
  const connection = await instance.connect();
  try {
    for (const [table, columns] of Object.entries(tables)) {
      const list = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
      await connection.run(`CREATE TABLE ${table} (${list.join(', ')})`);
      await connection.run(`CREATE VIEW raw_${table} AS SELECT * FROM ${table}`);
    }
    const rows = { ...content, measurement: measurement.map(measurementRow) };
    for (const [table, some] of Object.entries(rows)) if (some.length > 0) await insert(connection, table, some);
    return await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The rows of a view over this content, in order. Instants are ISO text without zone. */
export async function viewOf(view: string, content: RawContent): Promise<Record<string, Json>[]> {
  return withRawDatabase(content, (connection) =>
    withWorkspace(connection, async () => {
      await createReferenceTables(connection);
      await createViews(connection, sqlDirectory);
      return (await connection.runAndReadAll(`SELECT * FROM ${view} ORDER BY ALL`)).getRowObjectsJson();
    }),
  );
}
