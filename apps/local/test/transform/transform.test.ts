import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TransformError } from '../../src/transform/errors.ts';
import { transform } from '../../src/transform/transform.ts';
import { parseCsv } from './csv.ts';
import { sqlDirectory, withRawDatabase, type RawReading } from './raw-database.ts';

let outputDirectory: string;
beforeEach(async () => {
  outputDirectory = await mkdtemp(join(tmpdir(), 'airstar-transform-'));
});
afterEach(() => rm(outputDirectory, { recursive: true }));

const READINGS = 150_000;
const start = '2025-03-01T00:00:00Z';
const measurement: RawReading[] = [
  { start, value: 1, content_hash: 'aa' },
  { start, value: 2, content_hash: 'bb', last_seen_at: '2025-02-01T00:00:00' },
  { start: '2025-03-01T01:00:00Z', value: -999 },
];
const tables = { measurement: ['sensor_id', 'period_end_utc', 'value', 'flags'], hour: ['hour_start_utc', 'mean'] };

const databaseState = async (connection: DuckDBConnection) =>
  (
    await connection.runAndReadAll(`
      SELECT current_setting('search_path'), current_database(), (SELECT list(database_name) FROM duckdb_databases()),
        (SELECT list(table_name) FROM duckdb_tables()), (SELECT list(view_name) FROM duckdb_views() WHERE NOT internal)`)
  ).getRowsJson();

test('writes a file per table and accounts for every version it read', async () => {
  await withRawDatabase({ measurement }, async (connection) => {
    const result = await transform(connection, { sqlDirectory, outputDirectory, tables });
    expect(result).toEqual({
      views: {
        measurement: { path: join(outputDirectory, 'measurement.csv'), rows: 2 },
        hour: { path: join(outputDirectory, 'hour.csv'), rows: 2 },
      },
      read: 3,
      produced: 2,
      superseded: 1,
      flagged: 1,
    });
    const rows = parseCsv(await readFile(join(outputDirectory, 'measurement.csv'), 'utf8'));
    expect(rows.toSorted()).toEqual([
      ['1', '2025-03-01T01:00:00.000000+00', '2.0', '0'],
      ['1', '2025-03-01T02:00:00.000000+00', null, '2'],
    ]);
  });
});

test('over nothing writes empty files', async () => {
  await withRawDatabase({}, async (connection) => {
    const result = await transform(connection, { sqlDirectory, outputDirectory, tables });
    expect(result).toMatchObject({ views: { hour: { rows: 0 } }, read: 0, produced: 0, superseded: 0, flagged: 0 });
    expect(await readFile(join(outputDirectory, 'hour.csv'), 'utf8')).toBe('');
  });
});

test('run twice gives the same files, and leaves the database as it was', async () => {
  await withRawDatabase({ measurement }, async (connection) => {
    const before = await databaseState(connection);
    await transform(connection, { sqlDirectory, outputDirectory, tables });
    const first = await readFile(join(outputDirectory, 'hour.csv'), 'utf8');
    expect(await databaseState(connection)).toEqual(before);
    await transform(connection, { sqlDirectory, outputDirectory, tables });
    expect(await readFile(join(outputDirectory, 'hour.csv'), 'utf8')).toBe(first);
  });
});

test('puts a search path of the caller back', async () => {
  await withRawDatabase({ measurement }, async (connection) => {
    await connection.run(`CREATE SCHEMA "a-b"; SET search_path = 'memory."a-b",memory.main'`);
    const before = await databaseState(connection);
    await transform(connection, { sqlDirectory, outputDirectory, tables });
    expect(await databaseState(connection)).toEqual(before);
  });
});

test('tells which view it is at, in the order of their numbers and then of the tables', async () => {
  const views: string[] = [];
  await withRawDatabase({}, (connection) =>
    transform(connection, { sqlDirectory, outputDirectory, tables, onView: (view) => views.push(view) }),
  );
  expect(views).toEqual([
    'location',
    'sensor',
    'location_licence',
    'location_instrument',
    'measurement',
    'hour',
    'day',
    'measurement',
    'hour',
  ]);
});

describe('what goes wrong', () => {
  test('a raw view that is missing names the file that wanted it, and the next run works', async () => {
    await withRawDatabase({ measurement }, async (connection) => {
      await connection.run('DROP VIEW raw_measurement');
      const failure = transform(connection, { sqlDirectory, outputDirectory, tables });
      await expect(failure).rejects.toThrow(TransformError);
      await expect(failure).rejects.toThrow(/10_measurement\.sql: .*raw_measurement/s);
      await connection.run('CREATE VIEW raw_measurement AS SELECT * FROM measurement');
      expect(await transform(connection, { sqlDirectory, outputDirectory, tables })).toMatchObject({ read: 3 });
    });
  });

  test('SQL files that are not there', async () => {
    await withRawDatabase({}, async (connection) => {
      const failure = transform(connection, { sqlDirectory: outputDirectory, outputDirectory, tables });
      await expect(failure).rejects.toThrow(/Could not run .*duckdb\.sql: ENOENT/);
    });
  });

  test('a table for which there is no view', async () => {
    await withRawDatabase({}, async (connection) => {
      const failure = transform(connection, { sqlDirectory, outputDirectory, tables: { week: ['mean'] } });
      await expect(failure).rejects.toThrow(/Could not write week/);
    });
  });

  test('an output directory that is a file', async () => {
    await withRawDatabase({}, async (connection) => {
      await writeFile(join(outputDirectory, 'file'), '');
      const failure = transform(connection, { sqlDirectory, outputDirectory: join(outputDirectory, 'file'), tables });
      await expect(failure).rejects.toThrow(/the directory must exist and have room/);
    });
  });
});

test('keeps to a memory limit far below its data', { timeout: 60_000 }, async () => {
  const limits = { memory_limit: '64MB', temp_directory: join(outputDirectory, 'temporary') };
  await withRawDatabase(
    {},
    async (connection) => {
      await connection.run(`
        INSERT INTO measurement BY NAME
        SELECT i % 50 + 1 AS sensor_id, 1 AS location_id, 2 AS parameter_id, 'pm25' AS parameter_name,
          'µg/m³' AS unit, (i % 977)::DOUBLE AS value, false AS has_flags, hour AS period_start,
          hour + INTERVAL 1 HOUR AS period_end, hour::DATE AS local_date, extract(HOUR FROM hour) AS local_hour,
          0 AS utc_offset_minutes, hour AS local_hour_start, 1440 AS local_day_minutes,
          hour::DATE AS local_standard_date, 'api' AS source, md5(i::VARCHAR) AS content_hash,
          hour AS first_seen_at, hour AS last_seen_at
        FROM (SELECT i, TIMESTAMP '2020-01-01' + INTERVAL (i // 50) HOUR AS hour FROM range(${READINGS}) AS t(i))`);
      const result = await transform(connection, { sqlDirectory, outputDirectory, tables });
      expect(result).toMatchObject({ produced: READINGS, views: { hour: { rows: READINGS } } });
    },
    limits,
  );
});
