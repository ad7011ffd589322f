import { describe, expect, it } from 'vitest';
import { ManifestMissingError, publishBatch, StagingAuditError } from '../../src/index.ts';
import { nextId, reading, readings, sensor, stage, station } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const from = '2025-06-01T01:00:00Z';

const refusal = (batchId: string): Promise<unknown> =>
  publishBatch(database.pool, { batchId }).then(
    () => 'published',
    (error: unknown) => error,
  );

/** What there is of a station that only this test names. */
const traces = async (id: number) => ({
  facts: await database.value('select count(*)::int from star.fact_measurement where sensor_id = $1', [id]),
  stations: await database.value('select count(*)::int from star.dim_location where location_id = $1', [id]),
  sensors: await database.value('select count(*)::int from star.dim_sensor where sensor_id = $1', [id]),
});

const none = { facts: 0, stations: 0, sensors: 0 };

const stageWithStation = (id: number) =>
  stage(database.pool, {
    location: [station({ location_id: id })],
    sensor: [sensor({ sensor_id: id })],
    measurement: readings(3, { sensor_id: id, from }),
  });

describe('a batch whose counts are not those of its manifest', () => {
  it.each([
    ['a row is missing', `delete from staging.measurement where batch_id = $1 and period_end_utc = '${from}'`, 2],
    [
      'a row was added',
      `insert into staging.measurement select * from staging.measurement where batch_id = $1 and period_end_utc = '${from}'`,
      4,
    ],
  ])('is not published: %s', async (_, change, found) => {
    const id = nextId();
    const batchId = await stageWithStation(id);
    await database.pool.query(change, [batchId]);
    const error = await refusal(batchId);
    expect(error).toBeInstanceOf(StagingAuditError);
    expect(error).toMatchObject({ retriable: false, mismatches: [{ table: 'measurement', expected: 3, found }] });
    expect(String(error)).toContain(`staged measurement ${found} instead of 3`);
    expect(await traces(id)).toEqual(none);
    expect(await database.value('select published_at from staging.manifest where batch_id = $1', [batchId])).toBeNull();
  });

  it('names every table that disagrees', async () => {
    const batchId = await stageWithStation(nextId());
    await database.pool.query('delete from staging.sensor where batch_id = $1', [batchId]);
    await database.pool.query('delete from staging.location where batch_id = $1', [batchId]);
    expect(await refusal(batchId)).toMatchObject({
      mismatches: [
        { table: 'location', expected: 1, found: 0 },
        { table: 'sensor', expected: 1, found: 0 },
      ],
    });
  });

  it('is what a crash of the server leaves: staging is emptied, the manifest stays', async () => {
    const batchId = await stageWithStation(nextId());
    await database.pool.query('truncate staging.measurement, staging.sensor, staging.location');
    expect(await refusal(batchId)).toBeInstanceOf(StagingAuditError);
  });
});

it('refuses a natural key that is staged twice, and says in which table', async () => {
  const id = nextId();
  const row = reading({ sensor_id: id, period_end_utc: from });
  const batchId = await stage(database.pool, {
    measurement: [row, { ...row, value: 1 }],
    sensor: [sensor({ sensor_id: id }), sensor({ sensor_id: id, name: 'another' })],
  });
  const error = await refusal(batchId);
  expect(error).toBeInstanceOf(StagingAuditError);
  expect(error).toMatchObject({
    mismatches: [],
    problems: [
      'measurement holds 1 keys (sensor_id, period_end_utc) more than once',
      'sensor holds 1 keys (sensor_id) more than once',
    ],
  });
  expect(await traces(id)).toEqual(none);
});

it('refuses the repetition of a row that is published already', async () => {
  const id = nextId();
  const row = reading({ sensor_id: id, period_end_utc: from });
  await publishBatch(database.pool, { batchId: await stage(database.pool, { measurement: [row] }) });
  expect(await refusal(await stage(database.pool, { measurement: [row, row] }))).toBeInstanceOf(StagingAuditError);
});

it('refuses a date that no calendar of ours has, and makes no partition for it', async () => {
  const id = nextId();
  const row = reading({ sensor_id: id, period_end_utc: '2170-01-01T05:00:00Z' });
  const error = await refusal(await stage(database.pool, { measurement: [row] }));
  expect(error).toMatchObject({ name: 'StagingAuditError', problems: ['1 local dates are not in star.dim_date'] });
  expect(await database.value(`select to_regclass('star.fact_measurement_2170_01')`)).toBeNull();
});

describe('an attempt that was killed half-way', () => {
  it('has no manifest and is not published', async () => {
    const id = nextId();
    const batchId = await stage(
      database.pool,
      { measurement: readings(3, { sensor_id: id, from }) },
      { isKilled: true },
    );
    const error = await refusal(batchId);
    expect(error).toBeInstanceOf(ManifestMissingError);
    expect(String(error)).toContain(`Batch ${batchId} has no manifest`);
    expect(await traces(id)).toEqual(none);
  });

  it('is not mixed into the attempt that follows it', async () => {
    const id = nextId();
    const rows = readings(3, { sensor_id: id, from });
    const killed = rows.map((row) => ({ ...row, value: 666 }));
    const batchId = await stage(database.pool, { measurement: killed }, { isKilled: true });
    await stage(database.pool, { measurement: rows }, { batchId, attemptId: '2' });
    const { tables } = await publishBatch(database.pool, { batchId });
    expect(tables['fact_measurement']).toEqual({ inserted: 3, updated: 0, unchanged: 0 });
    const values = await database.rows('select distinct value from star.fact_measurement where sensor_id = $1', [id]);
    expect(values).toEqual([{ value: 12.5 }]);
  });
});
