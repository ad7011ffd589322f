import { beforeAll, describe, expect, it } from 'vitest';
import { publishBatch } from '../../src/index.ts';
import { day, nextId, reading, readings, sensor, stage, station, type Row } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const [id, mobile] = [nextId(), nextId()];

/** Of one sensor, in order: a good reading, one out of range, one missing, one that OpenAQ has a flag on. */
const flagged = readings(4, { sensor_id: id, from: '2025-05-31T23:00:00Z' });
const measurement: Row[] = [
  { ...flagged[0], value: 10 },
  { ...flagged[1], value: 5000, flags: 16, is_usable: false },
  { ...flagged[2], value: null, flags: 1, is_usable: false },
  { ...flagged[3], value: 13, flags: 32 | 4 },
];

describe('the view', () => {
  beforeAll(async () => {
    const b = {
      name: 'B',
      content_hash: 'b',
      first_seen_at: '2025-06-02T00:00:00Z',
      last_seen_at: '2025-06-02T00:00:00Z',
    };
    const batchId = await stage(database.pool, {
      location: [
        station({ location_id: id, name: 'A' }),
        station({ location_id: id, ...b }),
        station({ location_id: mobile, is_mobile: true }),
      ],
      sensor: [sensor({ sensor_id: id })],
      measurement: [...measurement, reading({ sensor_id: nextId(), period_end_utc: '2025-06-01T00:00:00Z' })],
      day: ['2025-06-01', '2025-06-02'].map((local_date, index) =>
        day({ sensor_id: id, local_date, is_valid: index === 0, percent_coverage: index === 0 ? 100 : 12.5 }),
      ),
    });
    await publishBatch(database.pool, { batchId });
  });

  it('measurement_flag has a row for each flag of a reading, and none for a reading without', async () => {
    const query = 'select code from star.measurement_flag where sensor_id = $1 order by period_end_utc, flag';
    const codes = (await database.rows<{ code: string }>(query, [id])).map(({ code }) => code);
    expect(codes).toEqual(['RANGE', 'MISSING', 'NEGATIVE_SMALL', 'SOURCE_FLAGGED']);
  });

  it('clean_measurement has null for what is not usable, in its place', async () => {
    const query =
      'select parameter, value, has_flags from star.clean_measurement where sensor_id = $1 order by period_end_utc';
    expect(await database.rows(query, [id])).toEqual([
      { parameter: 'pm25', value: 10, has_flags: false },
      { parameter: 'pm25', value: null, has_flags: true },
      { parameter: 'pm25', value: null, has_flags: true },
      { parameter: 'pm25', value: 13, has_flags: true },
    ]);
  });

  it('latest_measurement has the newest usable reading of a sensor, and reads no older partition for it', async () => {
    const query = 'select station, value, period_end_utc from star.latest_measurement where sensor_id = $1';
    const end = new Date('2025-06-01T02:00:00Z');
    expect(await database.rows(query, [id])).toEqual([{ station: 'B', value: 13, period_end_utc: end }]);
    const plan = await database.rows<{ 'QUERY PLAN': string }>(
      `explain (analyze, timing off, costs off) ${query.replace('$1', `${id}`)}`,
    );
    const lines = plan.map((row) => row['QUERY PLAN']);
    expect(lines.find((line) => line.includes('fact_measurement_2025_05'))).toContain('never executed');
  });

  it('station has the stations as they are described now, without the unknown one', async () => {
    const query =
      'select name, country, provider, latitude from star.station where location_id = any($1) order by location_id';
    expect(await database.rows(query, [[id, mobile, -1]])).toEqual([
      { name: 'B', country: 'Mexico', provider: 'AirNow', latitude: 20.719444 },
      { name: `Station ${mobile}`, country: 'Mexico', provider: 'AirNow', latitude: null },
    ]);
  });

  it('daily_mean names the station as it was on the day, and keeps invalid days', async () => {
    const query =
      'select station, parameter, mean, is_valid, percent_coverage from star.daily_mean where sensor_id = $1 order by local_date';
    expect(await database.rows(query, [id])).toEqual([
      { station: 'A', parameter: 'pm25', mean: 12.5, is_valid: true, percent_coverage: 100 },
      { station: 'B', parameter: 'pm25', mean: 12.5, is_valid: false, percent_coverage: 12.5 },
    ]);
  });

  it('staged_batch has a batch from the end of its staging, and says when it was published, to a reader too', async () => {
    const batchId = await stage(database.pool, { sensor: [sensor({ sensor_id: nextId() })] });
    const client = await database.connect();
    await client.query('set role airstar_reader');
    const state = `select published_at >= staged_at as is_published, window_from < window_to as has_window
      from star.staged_batch where batch_id = $1`;
    expect((await client.query(state, [batchId])).rows).toEqual([{ is_published: null, has_window: true }]);
    await publishBatch(database.pool, { batchId });
    expect((await client.query(state, [batchId])).rows).toEqual([{ is_published: true, has_window: true }]);
  });
});
