import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@airstar/postgres-server';
import { migrate, openPool, setRolePassword, type Pool } from '@airstar/star-schema';
import type { Query } from '../../src/report/query.ts';
import { daysOf, hoursOf, meanOf, sensors, stations, unit, type RecordedSensor } from './recorded.ts';

/** A real warehouse of its own, with the recorded readings in it. */
export interface Warehouse extends AsyncDisposable {
  /** Superuser, to change what is in it. */
  readonly pool: Pool;
  /** As the role that reports read with. */
  readonly query: Query;
}

const parameterIds = new Map(
  [...new Set(sensors.map((sensor) => sensor.parameter))].map((name, index) => [name, index + 1]),
);

export async function openWarehouse(): Promise<Warehouse> {
  const folder = mkdtempSync(join(tmpdir(), 'airstar-report-'));
  chmodSync(folder, 0o755);
  const superuserPassword = 'secret';
  const settings = { fsync: 'off' };
  const server = await startPostgres({ dataDirectory: join(folder, 'data'), superuserPassword, settings });
  const pool = openPool({ connectionString: server.connectionString('postgres', 'postgres', superuserPassword) });
  await migrate(pool);
  await seed(pool);
  await setRolePassword(pool, 'airstar_reader', superuserPassword);
  const reader = openPool({
    connectionString: server.connectionString('postgres', 'airstar_reader', superuserPassword),
  });
  return {
    pool,
    query: async (sql, parameters = []) => (await reader.query<Record<string, unknown>>(sql, [...parameters])).rows,
    async [Symbol.asyncDispose]() {
      await reader.end();
      await pool.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seed(pool: Pool): Promise<void> {
  await pool.query(`select star.ensure_partitions('2025-09-01', '2025-10-01')`);
  await seedDimensions(pool);
  for (const sensor of sensors) await seedFacts(pool, sensor);
}

async function seedDimensions(pool: Pool): Promise<void> {
  await pool.query(`insert into star.dim_country values (157, 'MX', 'Mexico')`);
  await pool.query(`insert into star.dim_owner values (4, 'Unknown Governmental Organization')`);
  for (const [index, provider] of providers().entries()) {
    await pool.query('insert into star.dim_provider values ($1, $2)', [index, provider]);
  }
  for (const [index, licence] of licences().entries()) {
    await pool.query('insert into star.dim_licence values ($1, $2)', [index, licence]);
  }
  for (const [name, id] of parameterIds) {
    await pool.query('insert into star.dim_parameter (parameter_id, name, unit) values ($1, $2, $3)', [id, name, unit]);
  }
  for (const station of stations) await seedStation(pool, station);
  for (const { sensorId, locationId, parameter } of sensors) {
    const values = [sensorId, locationId, parameterIds.get(parameter), `${parameter} ppm`];
    await pool.query(
      'insert into star.dim_sensor (sensor_id, location_id, parameter_id, name) values ($1, $2, $3, $4)',
      values,
    );
  }
}

async function seedStation(pool: Pool, station: (typeof stations)[number]): Promise<void> {
  const { locationId, name, locality, timezone, latitude, longitude } = station;
  const description = [
    locationId,
    name,
    locality,
    timezone,
    providers().indexOf(station.provider),
    latitude,
    longitude,
  ];
  const version = `insert into star.dim_location
    (location_key, location_id, valid_from, valid_to, is_current, name, locality, timezone, country_id, owner_id,
     provider_id, latitude, longitude, attribute_hash)
    values ($1::bigint * 10 + $8, $1, $9, $10, $11, $2, $3, $4, 157, 4, $5, $6, $7, '')`;
  await pool.query(version, [...description, 1, '2020-01-01', '2024-01-01', false].with(1, 'Name of earlier years'));
  await pool.query(version, [...description, 2, '2024-01-01', '9999-12-31', true]);
  for (const { name: licence, attributionName, attributionUrl } of station.licences) {
    await pool.query(`insert into star.bridge_location_licence values ($1, $2, '2016-01-30', '9999-12-31', $3, $4)`, [
      locationId,
      licences().indexOf(licence),
      attributionName,
      attributionUrl,
    ]);
  }
}

async function seedFacts(pool: Pool, sensor: RecordedSensor): Promise<void> {
  const rows = hoursOf(sensor);
  const identity = `${sensor.sensorId}, ${sensor.locationId}, ${parameterIds.get(sensor.parameter) ?? -1}`;
  const instants = `select ${identity}, to_timestamp(start / 1000), to_timestamp(start / 1000) + interval '1 hour'`;
  const hours = JSON.stringify(rows);
  const from = `from jsonb_to_recordset($1) as h("start" bigint, mean float8, "localDate" date, "localHour" int)`;
  await pool.query(
    `insert into star.fact_measurement
       (sensor_id, location_id, parameter_id, period_start_utc, period_end_utc, value, unit, value_original, unit_original,
        flags, is_usable, local_date, local_hour, utc_offset_minutes, local_standard_date, source, version_count,
        fetched_at, location_key, batch_id)
     ${instants}, mean, '${unit}', mean, '${unit}', 0, true, "localDate", "localHour", -360, "localDate", 'api', 1,
       now(), ${sensor.locationId}2, 'batch-1' ${from}`,
    [hours],
  );
  await pool.query(
    `insert into star.fact_hour
       (sensor_id, location_id, parameter_id, hour_start_utc, local_date, local_hour, utc_offset_minutes, unit, mean,
        observed_count, expected_count, flagged_count, is_valid, threshold_used, location_key, batch_id)
     select ${identity}, to_timestamp(start / 1000), "localDate", "localHour", -360, '${unit}', mean,
       1, 1, 0, true, 75, ${sensor.locationId}2, 'batch-1' ${from}`,
    [hours],
  );
  await seedDays(pool, sensor, identity);
}

async function seedDays(pool: Pool, sensor: RecordedSensor, identity: string): Promise<void> {
  for (const [date, hours] of daysOf(sensor)) {
    const percent = (hours.length / 24) * 100;
    const mean = meanOf(hours.map((hour) => hour.mean));
    await pool.query(
      `insert into star.fact_day
         (sensor_id, location_id, parameter_id, local_date, unit, mean, observed_count, expected_count, flagged_count,
          percent_complete, percent_coverage, is_valid, threshold_used, location_key, batch_id)
       values (${identity}, $1, '${unit}', $2, $3, 24, 0, $4, $4, $5, 75, ${sensor.locationId}2, 'batch-1')`,
      [date, mean, hours.length, percent, percent >= 75],
    );
  }
}

function providers(): string[] {
  return [...new Set(stations.map((station) => station.provider))];
}

function licences(): string[] {
  return [...new Set(stations.flatMap((station) => station.licences.map((licence) => licence.name)))];
}
