import { describe, expect, it } from 'vitest';
import {
  ManifestMissingError,
  publishBatch,
  StagingAuditError,
  VerificationError,
  cleanStaging,
  verify,
} from '../../src/index.ts';
import { day, hour, nextId, readings, sensor, stage, station } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();

async function published(): Promise<{ batchId: string; id: number }> {
  const id = nextId();
  const batchId = await stage(database.pool, {
    location: [station({ location_id: id })],
    sensor: [sensor({ sensor_id: id })],
    measurement: readings(3, { sensor_id: id, from: '2025-06-01T01:00:00Z' }),
    hour: [hour({ sensor_id: id, hour_start_utc: '2025-06-01T00:00:00Z' })],
    day: [day({ sensor_id: id, local_date: '2025-06-01' })],
  });
  await publishBatch(database.pool, { batchId });
  return { batchId, id };
}

const problems = async (batchId: string): Promise<readonly string[]> => {
  const error = await verify(database.pool, { batchId }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(VerificationError);
  return (error as VerificationError).problems;
};

describe('verify', () => {
  it('finds every row of a batch that was just published, beside those of other batches', async () => {
    await published();
    const { batchId } = await published();
    expect(await verify(database.pool, { batchId })).toEqual({ fact_measurement: 3, fact_hour: 1, fact_day: 1 });
  });

  it.each([
    [
      'a fact that is gone',
      'delete from star.fact_hour where sensor_id = $1',
      '1 staged rows are missing in fact_hour',
    ],
    [
      'a fact that was changed',
      `update star.fact_measurement set value = 1 where sensor_id = $1 and local_hour = 0`,
      "1 rows of fact_measurement differ from what was staged, or from the station's history",
    ],
    [
      'a fact without its station',
      'update star.fact_day set location_key = -1 where sensor_id = $1',
      'fact_day: 1 known stations are given as unknown',
    ],
    [
      'a sensor that is gone',
      'delete from star.dim_sensor where sensor_id = $1',
      'fact_hour: 1 sensors are not in dim_sensor',
    ],
    [
      'a parameter that never was',
      'update star.fact_day set parameter_id = -7 where sensor_id = $1',
      'fact_day: 1 parameters are not in dim_parameter',
    ],
    [
      'a version that never was',
      'update star.fact_day set location_key = -7 where sensor_id = $1',
      'fact_day: 1 versions of stations are not in dim_location',
    ],
  ])('notices %s', async (_, damage, problem) => {
    const { batchId, id } = await published();
    await database.pool.query(damage, [id]);
    expect(await problems(batchId)).toContain(problem);
  });

  it.each([
    ['begins late', `valid_from = '1950-01-01'`, 'do not begin in 1900'],
    ['ends', `valid_to = '2020-01-01'`, 'have no open end'],
    ['is not current', 'is_current = false', 'have not exactly one current row, the last one'],
    ['ends before it begins', `valid_to = '1800-01-01'`, 'have a gap or an overlap in their history'],
  ])('notices the history of a station that %s', async (_, damage, problem) => {
    const { batchId, id } = await published();
    await database.pool.query(`update star.dim_location set ${damage} where location_id = $1`, [id]);
    const found = await problems(batchId);
    await database.pool.query('delete from star.dim_location where location_id = $1', [id]);
    expect(found).toContain(`dim_location: 1 stations ${problem}`);
  });

  it('notices a gap between two versions of a station', async () => {
    const id = nextId();
    const renamed = {
      name: 'B',
      content_hash: 'b',
      first_seen_at: '2025-06-05T00:00:00Z',
      last_seen_at: '2025-06-05T00:00:00Z',
    };
    const location = [station({ location_id: id }), station({ location_id: id, ...renamed })];
    const batchId = await stage(database.pool, { location });
    await publishBatch(database.pool, { batchId });
    await database.pool.query(
      `update star.dim_location set valid_to = valid_to - interval '1 hour' where location_id = $1 and not is_current`,
      [id],
    );
    const found = await problems(batchId);
    await database.pool.query('delete from star.dim_location where location_id = $1', [id]);
    expect(found).toEqual(['dim_location: 1 stations have a gap or an overlap in their history']);
  });

  it('has nothing to compare with where the batch is not staged, or was cleaned', async () => {
    const { batchId } = await published();
    await expect(verify(database.pool, { batchId: 'never' })).rejects.toBeInstanceOf(ManifestMissingError);
    await cleanStaging(database.pool, { keepUnpublishedSince: new Date('2000-01-01T00:00:00Z') });
    await expect(verify(database.pool, { batchId })).rejects.toBeInstanceOf(StagingAuditError);
  });
});
