import { describe, expect, it, onTestFinished } from 'vitest';
import type { TransformScope } from '../src/index.ts';
import { openDuckDbRawStore, type DuckDbRawStore } from '../src/duckdb.ts';
import { batchOf, location, measurement, numbered } from './contract/documents.ts';
import { query } from './duckdb/reader.ts';

const hour = 3_600_000;
const firstStart = measurement().periodStart;

/** Two sensors at two stations over three local days; the first reading of sensor 1 has two versions. */
async function filledStore(): Promise<DuckDbRawStore> {
  const store = await openDuckDbRawStore({ path: ':memory:', threads: 1 });
  onTestFinished(() => store.close());
  await store.migrate();
  const hours = Array.from({ length: 72 }, (_, index) => index);
  const readings = [1, 2].flatMap((sensorId) => hours.map((index) => measurement({ sensorId, hour: index })));
  const measurements = [...readings, measurement({ content: 1 })];
  const locations = [location(0, 1000, 10), location(1, 2000, 10), location(0, 1000, 20)];
  await store.write(batchOf({ measurements: numbered(measurements), locations: numbered(locations, 145) }));
  return store;
}

const groups = `SELECT sensor_id, CAST(local_date AS VARCHAR) AS local_date, count(*) AS readings
  FROM raw_measurement GROUP BY ALL ORDER BY ALL`;
const group = (sensor_id: number, local_date: string, readings: number) => ({ sensor_id, local_date, readings });

describe('createRawViews', () => {
  it('has the columns of the transform, in its types', async () => {
    const store = await filledStore();
    const columns = async (view: string) =>
      (await query(store, `SELECT column_name || ' ' || column_type AS name FROM (DESCRIBE ${view})`)).map(
        ({ name }) => name,
      );
    expect(await columns('raw_measurement')).toEqual([
      'sensor_id BIGINT',
      'location_id BIGINT',
      'parameter_id BIGINT',
      'parameter_name VARCHAR',
      'unit VARCHAR',
      'value DOUBLE',
      'has_flags BOOLEAN',
      'period_start TIMESTAMP',
      'period_end TIMESTAMP',
      'expected_count BIGINT',
      'observed_count BIGINT',
      'percent_complete DOUBLE',
      'percent_coverage DOUBLE',
      'latitude DOUBLE',
      'longitude DOUBLE',
      'timezone VARCHAR',
      'local_date DATE',
      'local_hour INTEGER',
      'utc_offset_minutes INTEGER',
      'local_hour_start TIMESTAMP',
      'local_day_minutes INTEGER',
      'local_standard_date DATE',
      'content_hash VARCHAR',
      'source VARCHAR',
      'first_seen_at TIMESTAMP',
      'last_seen_at TIMESTAMP',
    ]);
    const names = async (view: string) =>
      (await columns(view)).map((column) => String(column).split(' ')[0]).join(', ');
    expect(await names('raw_location')).toBe(
      'location_id, name, locality, timezone, country_id, country_code, country_name, owner_id, owner_name, ' +
        'provider_id, provider_name, is_mobile, is_monitor, latitude, longitude, content_hash, first_seen_at, last_seen_at',
    );
    const entry = 'location_id, content_hash, last_seen_at';
    expect(await names('raw_sensor')).toBe(
      `${entry}, sensor_id, name, parameter_id, parameter_name, unit, display_name`,
    );
    expect(await names('raw_location_licence')).toBe(
      `${entry}, licence_id, name, attribution_name, attribution_url, date_from, date_to`,
    );
    expect(await names('raw_location_instrument')).toBe(`${entry}, instrument_id, name`);
  });

  it('shows whole local days, in all versions, where a single period ends in the scope', async () => {
    const store = await filledStore();
    const scope = { from: firstStart + 30 * hour, to: firstStart + 31 * hour };
    expect(await query(store, groups, scope)).toEqual([group(1, '2025-09-21', 24), group(2, '2025-09-21', 24)]);
    const first = { from: firstStart, to: firstStart + hour };
    expect(await query(store, groups, first)).toEqual([group(1, '2025-09-20', 25), group(2, '2025-09-20', 24)]);
  });

  it('takes a period that ends at the end of the scope and leaves one that ends at its beginning', async () => {
    const store = await filledStore();
    const midnight = firstStart + 24 * hour;
    const before = { from: midnight - 1, to: midnight };
    expect(await query(store, groups, before)).toMatchObject([{ local_date: '2025-09-20' }, { sensor_id: 2 }]);
    const after = { from: midnight, to: midnight + hour };
    expect(await query(store, groups, after)).toMatchObject([{ local_date: '2025-09-21' }, { sensor_id: 2 }]);
    expect(await query(store, groups, { from: midnight, to: midnight + hour - 1 })).toEqual([]);
  });

  it('shows only the stations of the scope', async () => {
    const store = await filledStore();
    const scope: TransformScope = { from: firstStart, to: firstStart + hour, locationIds: [20, 30] };
    expect(await query(store, groups, scope)).toEqual([group(2, '2025-09-20', 24)]);
    for (const view of ['raw_location', 'raw_sensor', 'raw_location_licence', 'raw_location_instrument']) {
      expect(await query(store, `SELECT DISTINCT location_id FROM ${view}`, scope)).toEqual([{ location_id: 20 }]);
    }
    const nowhere = { ...scope, locationIds: [] };
    expect(await query(store, groups, nowhere)).toEqual([]);
    expect(await query(store, 'FROM raw_sensor', nowhere)).toEqual([]);
  });

  it('shows every version of a station whatever the time, and what belonged to each', async () => {
    const store = await filledStore();
    const scope = { from: 0, to: 1 };
    expect(await query(store, 'SELECT count(*) AS versions FROM raw_location', scope)).toEqual([{ versions: 3 }]);
    const sensors = `SELECT content_hash, last_seen_at, sensor_id, unit, display_name FROM raw_sensor
      WHERE location_id = 10 ORDER BY ALL`;
    const [dust, ozone] = [
      { sensor_id: 1, unit: 'µg/m³', display_name: 'PM2.5' },
      { sensor_id: 2, unit: 'ppm', display_name: null },
    ];
    const older = { content_hash: '0000000000000000', last_seen_at: 1000 };
    const newer = { content_hash: '0000000000000001', last_seen_at: 2000 };
    expect(await query(store, sensors, scope)).toEqual([
      { ...older, ...dust },
      { ...older, ...ozone },
      { ...newer, ...dust },
      { ...newer, ...ozone },
    ]);
  });

  it('shows what is written later too, and can be set to another scope', async () => {
    const store = await filledStore();
    const connection = await store.connection();
    const count = async () => (await connection.runAndReadAll('SELECT count(*) FROM raw_measurement')).getRowsJS();
    await store.createRawViews(connection, { from: firstStart, to: firstStart + hour, locationIds: [10] });
    expect(await count()).toEqual([[25n]]);
    await store.write(batchOf({ measurements: numbered([measurement({ content: 2 })], 200) }));
    expect(await count()).toEqual([[26n]]);
    await store.createRawViews(connection, { from: firstStart + 24 * hour, to: firstStart + 25 * hour });
    expect(await count()).toEqual([[48n]]);
  });

  it('takes integers only', async () => {
    const store = await filledStore();
    const connection = await store.connection();
    const scopes: TransformScope[] = [
      { from: NaN, to: 1 },
      { from: 0, to: 0.5 },
      { from: 0, to: 1, locationIds: [Infinity] },
    ];
    for (const scope of scopes) await expect(store.createRawViews(connection, scope)).rejects.toThrow(RangeError);
  });
});

describe('sensorRanges', () => {
  const scope: TransformScope = { from: 0, to: firstStart + 1000 * hour };

  it('cuts the sensors so that together they are all of the scope, each version once', async () => {
    const store = await filledStore();
    const connection = await store.connection();
    const ranges = await store.sensorRanges(connection, scope, 80);
    expect(ranges).toEqual([
      { first: 1, last: 1 },
      { first: 2, last: 2 },
    ]);
    const counts = [];
    for (const sensors of ranges) {
      await store.createRawViews(connection, { ...scope, sensors });
      const reader = await connection.runAndReadAll('SELECT DISTINCT sensor_id, count(*) OVER () FROM raw_measurement');
      counts.push(...reader.getRowsJS().map((row) => row.map(Number)));
    }
    expect(counts).toEqual([
      [1, 73],
      [2, 72],
    ]);
  });

  it('puts sensors together as long as they are few versions, and cuts none', async () => {
    const store = await filledStore();
    const connection = await store.connection();
    expect(await store.sensorRanges(connection, scope, 1000)).toEqual([{ first: 1, last: 2 }]);
    expect(await store.sensorRanges(connection, scope, 1)).toHaveLength(2);
  });

  it('is empty where nothing was touched', async () => {
    const store = await filledStore();
    expect(await store.sensorRanges(await store.connection(), { from: 0, to: 1 }, 10)).toEqual([]);
  });
});
