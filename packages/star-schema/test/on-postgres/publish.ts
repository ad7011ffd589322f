import { describe, expect, it } from 'vitest';
import { publishBatch, type ChangeCounts } from '../../src/index.ts';
import { day, hour, nextId, reading, readings, sensor, stage, station, type Row } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const from = '2025-06-01T01:00:00Z';

const publish = async (batchId: string): Promise<ChangeCounts | undefined> =>
  (await publishBatch(database.pool, { batchId })).tables['fact_measurement'];

const stageReadings = (rows: readonly Row[], options = {}) => stage(database.pool, { measurement: rows }, options);

const factsOf = (sensorId: number) =>
  database.rows<{ value: number | null; batch_id: string; period_end_utc: Date }>(
    'select * from star.fact_measurement where sensor_id = $1 order by period_end_utc',
    [sensorId],
  );

describe('a first publish', () => {
  it('inserts every staged row, with its station and its batch, and marks the batch', async () => {
    const id = nextId();
    const batchId = await stage(database.pool, {
      location: [station({ location_id: id })],
      sensor: [sensor({ sensor_id: id })],
      measurement: readings(3, { sensor_id: id, from }),
      hour: [hour({ sensor_id: id, hour_start_utc: '2025-06-01T00:00:00Z' })],
      day: [day({ sensor_id: id, local_date: '2025-06-01' })],
    });
    const { tables, locations } = await publishBatch(database.pool, { batchId });
    expect(tables['fact_measurement']).toEqual({ inserted: 3, updated: 0, unchanged: 0 });
    expect(tables['fact_hour']).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
    expect(tables['fact_day']).toEqual({ inserted: 1, updated: 0, unchanged: 0 });
    expect(locations).toBe(1);
    const joined = await database.rows(
      `select s.name, p.name as parameter, m.value, m.batch_id, d.year, h.day_part from star.fact_measurement m
       join star.dim_location s using (location_key) join star.dim_parameter p using (parameter_id)
       join star.dim_date d using (local_date) join star.dim_hour h using (local_hour) where m.sensor_id = $1`,
      [id],
    );
    const expected = {
      name: `Station ${id}`,
      parameter: 'pm25',
      value: 12.5,
      batch_id: batchId,
      year: 2025,
      day_part: 'night',
    };
    expect(joined).toEqual([expected, expected, expected]);
    const published = 'select published_at is not null from staging.manifest where batch_id = $1';
    expect(await database.value(published, [batchId])).toBe(true);
  });

  it('counts flagged readings', async () => {
    const flags = [0, 2, 32, 0];
    const rows = readings(4, { sensor_id: nextId(), from }).map((row, index) => ({ ...row, flags: flags[index] ?? 0 }));
    expect(await publishBatch(database.pool, { batchId: await stageReadings(rows) })).toMatchObject({ flagged: 2 });
  });

  it('publishes a batch without a single row', async () => {
    const { tables } = await publishBatch(database.pool, { batchId: await stage(database.pool, {}) });
    expect(tables['fact_measurement']).toEqual({ inserted: 0, updated: 0, unchanged: 0 });
  });

  it('writes readings in order of time, so that the blocks of a partition are narrow in time', async () => {
    const ids = [nextId(), nextId()];
    const rows = ids.flatMap((id) => readings(50, { sensor_id: id, from: '2024-03-01T01:00:00Z' }));
    await publish(await stageReadings(rows.toReversed()));
    const ordered = await database.rows<{ period_end_utc: Date }>(
      'select period_end_utc from star.fact_measurement where sensor_id = any($1) order by ctid',
      [ids],
    );
    const times = ordered.map(({ period_end_utc }) => period_end_utc.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe('a publish of the same again', () => {
  it('writes nothing: no row moves, and none is locked', async () => {
    const id = nextId();
    const tables = {
      measurement: readings(200, { sensor_id: id, from: '2023-06-01T01:00:00Z' }),
      hour: [hour({ sensor_id: id, hour_start_utc: '2023-06-01T00:00:00Z' })],
      day: [day({ sensor_id: id, local_date: '2023-06-01' })],
    };
    await publishBatch(database.pool, { batchId: await stage(database.pool, tables) });
    const states = () =>
      database.rows('select ctid, xmin, xmax, * from star.fact_measurement where sensor_id = $1 order by ctid', [id]);
    const written = async () => {
      await database.pool.query('select pg_stat_force_next_flush()');
      return database.rows(
        `select relname, n_tup_ins, n_tup_upd, n_tup_del from pg_stat_user_tables
         where relname like '%2023_06' order by relname`,
      );
    };
    const before = [await states(), await written()];
    const batchId = await stage(database.pool, tables);
    const summary = await publishBatch(database.pool, { batchId });
    expect(summary.tables).toMatchObject({
      fact_measurement: { inserted: 0, updated: 0, unchanged: 200 },
      fact_hour: { inserted: 0, updated: 0, unchanged: 1 },
      fact_day: { inserted: 0, updated: 0, unchanged: 1 },
      dim_location: { inserted: 0, updated: 0, unchanged: 0 },
    });
    expect([await states(), await written()]).toEqual(before);
  });

  it('is harmless for a batch that is published already', async () => {
    const batchId = await stageReadings(readings(5, { sensor_id: nextId(), from }));
    await publish(batchId);
    expect(await publish(batchId)).toEqual({ inserted: 0, updated: 0, unchanged: 5 });
  });
});

describe('a correction', () => {
  it('updates the reading it corrects and no other, and says which batch did it', async () => {
    const id = nextId();
    const rows = readings(3, { sensor_id: id, from });
    const first = await stageReadings(rows);
    await publish(first);
    const second = await stageReadings(rows.with(1, { ...rows[1], value: 99, version_count: 2 }));
    expect(await publish(second)).toEqual({ inserted: 0, updated: 1, unchanged: 2 });
    expect((await factsOf(id)).map(({ value, batch_id }) => [value, batch_id])).toEqual([
      [12.5, first],
      [99, second],
      [12.5, first],
    ]);
  });

  it.each([
    ['a value that is withdrawn', { value: null, is_usable: false }],
    ['a flag', { flags: 32 }],
    ['another version of the same value', { version_count: 2 }],
    ['a converted unit', { unit: 'ppm', reference_temp_c: 25 }],
  ])('is also %s', async (_, change) => {
    const id = nextId();
    const row = reading({ sensor_id: id, period_end_utc: from });
    await publish(await stageReadings([row]));
    expect(await publish(await stageReadings([{ ...row, ...change }]))).toEqual({
      inserted: 0,
      updated: 1,
      unchanged: 0,
    });
    expect(await factsOf(id)).toMatchObject([change]);
  });

  it('can give a value where there was none', async () => {
    const id = nextId();
    const row = reading({ sensor_id: id, period_end_utc: from });
    await publish(await stageReadings([{ ...row, value: null }]));
    expect(await publish(await stageReadings([row]))).toMatchObject({ updated: 1 });
    expect(await factsOf(id)).toMatchObject([{ value: 12.5 }]);
  });

  it('comes together with new readings and old ones, and the counts add up', async () => {
    const id = nextId();
    const rows = readings(6, { sensor_id: id, from });
    await publish(await stageReadings(rows.slice(0, 4)));
    const next = rows.with(0, { ...rows[0], value: 1 }).with(1, { ...rows[1], value: 2 });
    expect(await publish(await stageReadings(next))).toEqual({ inserted: 2, updated: 2, unchanged: 2 });
    expect((await factsOf(id)).map(({ value }) => value)).toEqual([1, 2, 12.5, 12.5, 12.5, 12.5]);
  });
});

describe('partitions', () => {
  it('are made for the months of the batch and the one after, across the end of a year', async () => {
    const id = nextId();
    const rows = readings(4, { sensor_id: id, from: '2021-12-31T23:00:00Z' });
    expect(await publish(await stageReadings(rows))).toMatchObject({ inserted: 4 });
    const placed = await database.rows(
      `select tableoid::regclass::text as partition, count(*)::int from star.fact_measurement
       where sensor_id = $1 group by 1 order by 1`,
      [id],
    );
    expect(placed).toEqual([
      { partition: 'star.fact_measurement_2021_12', count: 1 },
      { partition: 'star.fact_measurement_2022_01', count: 3 },
    ]);
    const made = await database.rows<{ name: string }>(
      `select relname as name from pg_class where relispartition and relkind = 'r' and relname ~ '_202[12]_' order by 1`,
    );
    expect(made.map(({ name }) => name)).toEqual(
      ['day', 'hour', 'measurement'].flatMap((fact) =>
        ['2021_12', '2022_01', '2022_02'].map((month) => `fact_${fact}_${month}`),
      ),
    );
  });

  it('have UTC months as bounds, whatever the zone of the session is', async () => {
    const client = await database.connect();
    await client.query(`set timezone = 'America/Mexico_City'`);
    await client.query(`select star.ensure_partitions('2019-05-10', '2019-05-10')`);
    await client.query(`set timezone = 'UTC'`);
    const { rows } = await client.query<{ bound: string }>(
      `select pg_get_expr(relpartbound, oid) as bound from pg_class where oid = 'star.fact_measurement_2019_05'::regclass`,
    );
    expect(rows[0]?.bound).toBe(`FOR VALUES FROM ('2019-05-01 00:00:00+00') TO ('2019-06-01 00:00:00+00')`);
  });

  it('that a batch does not touch are not looked at', async () => {
    const old = readings(1, { sensor_id: nextId(), from: '2018-02-01T01:00:00Z' });
    await publish(await stageReadings(old));
    const other = await database.connect();
    await other.query('begin; lock table star.fact_measurement_2018_02 in access exclusive mode');
    const id = nextId();
    const rows = readings(2, { sensor_id: id, from: '2017-02-01T01:00:00Z' });
    await publish(await stageReadings(rows));
    const again = await publish(await stageReadings(rows.with(0, { ...rows[0], value: 1 })));
    expect(again).toEqual({ inserted: 0, updated: 1, unchanged: 1 });
  });

  it('do not lock readers out while they are made', async () => {
    const reader = await database.connect();
    await reader.query('begin; select count(*) from star.fact_measurement');
    expect(
      await publish(await stageReadings(readings(1, { sensor_id: nextId(), from: '2016-02-01T01:00:00Z' }))),
    ).toMatchObject({
      inserted: 1,
    });
  });
});
