import { beforeEach, describe, expect, it } from 'vitest';
import { cleanStaging, publishBatch } from '../../src/index.ts';
import { day, nextId, readings, stage } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const past = new Date('2000-01-01T00:00:00Z');
const future = new Date('2100-01-01T00:00:00Z');

const rows = () => readings(3, { sensor_id: nextId(), from: '2025-06-01T01:00:00Z' });
const stagedBatches = async () =>
  (await database.rows<{ batch_id: string }>('select distinct batch_id from staging.measurement order by 1')).map(
    ({ batch_id }) => batch_id,
  );

describe('cleanStaging', () => {
  beforeEach(() => cleanStaging(database.pool, { keepUnpublishedSince: future }));

  it('removes what is published and keeps what waits to be', async () => {
    const published = await stage(database.pool, { measurement: rows() });
    const waiting = await stage(database.pool, { measurement: rows() });
    await publishBatch(database.pool, { batchId: published });
    expect(await cleanStaging(database.pool, { keepUnpublishedSince: past })).toBe(3);
    expect(await stagedBatches()).toEqual([waiting]);
  });

  it('keeps the manifest of a published batch and removes that of an abandoned one', async () => {
    const published = await stage(database.pool, { measurement: rows() });
    const abandoned = await stage(database.pool, { measurement: rows() });
    await publishBatch(database.pool, { batchId: published });
    await cleanStaging(database.pool, { keepUnpublishedSince: future });
    const manifests = 'select batch_id from staging.manifest where batch_id = any($1)';
    expect(await database.rows(manifests, [[published, abandoned]])).toEqual([{ batch_id: published }]);
  });

  it('keeps an attempt that is being written whole, although its first rows are old', async () => {
    const id = nextId();
    const days = [day({ sensor_id: id, local_date: '2025-06-01' })];
    const batchId = await stage(database.pool, { day: days, measurement: rows() }, { isKilled: true });
    await database.pool.query(`update staging.day set staged_at = '2000-01-01' where batch_id = $1`, [batchId]);
    expect(await cleanStaging(database.pool, { keepUnpublishedSince: new Date('2020-01-01T00:00:00Z') })).toBe(0);
    expect(await database.value('select count(*)::int from staging.day')).toBe(1);
  });

  it('removes an abandoned attempt that has no manifest, beside one that is kept', async () => {
    const dead = await stage(database.pool, { measurement: rows() }, { isKilled: true });
    await database.pool.query(`update staging.measurement set staged_at = '2000-01-01' where batch_id = $1`, [dead]);
    const waiting = await stage(database.pool, { measurement: rows() });
    expect(await cleanStaging(database.pool, { keepUnpublishedSince: new Date('2020-01-01T00:00:00Z') })).toBe(3);
    expect(await stagedBatches()).toEqual([waiting]);
  });

  it('removes a superseded attempt of a batch and not the one that counts', async () => {
    const batchId = await stage(database.pool, { measurement: rows() }, { isKilled: true });
    await database.pool.query(`update staging.measurement set staged_at = '2000-01-01' where batch_id = $1`, [batchId]);
    await stage(database.pool, { measurement: rows() }, { batchId, attemptId: '2' });
    await cleanStaging(database.pool, { keepUnpublishedSince: new Date('2020-01-01T00:00:00Z') });
    const left = await database.rows('select distinct attempt_id from staging.measurement');
    expect(left).toEqual([{ attempt_id: '2' }]);
  });

  it('has nothing to remove from an empty staging', async () => {
    expect(await cleanStaging(database.pool, { keepUnpublishedSince: future })).toBe(0);
  });
});
