import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { DatabaseError, DiskFullError, PublishCountError, publishBatch } from '../../src/index.ts';
import { nextId, readings, stage, station } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const from = '2025-06-01T01:00:00Z';

const factCount = (id: number) =>
  database.value('select count(*)::int from star.fact_measurement where sensor_id = $1', [id]);

const failure = (published: Promise<unknown>): Promise<unknown> =>
  published.then(
    () => 'published',
    (error: unknown) => error,
  );

/** Makes each insert into the fact do something; removed after the test. */
async function onInsert(body: string): Promise<void> {
  await database.pool.query(`
    create or replace function public.interfere() returns trigger language plpgsql as $$ begin ${body} end $$;
    create trigger interfere before insert on star.fact_measurement for each row execute function public.interfere()`);
}

describe('a publish that meets others', () => {
  afterEach(() => database.pool.query('drop trigger if exists interfere on star.fact_measurement'));

  describe('two publishers', () => {
    it('of one batch take turns: one inserts, the other finds it done', async () => {
      const id = nextId();
      const batchId = await stage(database.pool, { measurement: readings(50, { sensor_id: id, from }) });
      const summaries = await Promise.all([1, 2, 3].map(() => publishBatch(database.pool, { batchId })));
      const counts = summaries.map(({ tables }) => tables['fact_measurement']);
      expect(counts.toSorted((a, b) => (b?.inserted ?? 0) - (a?.inserted ?? 0))).toEqual([
        { inserted: 50, updated: 0, unchanged: 0 },
        { inserted: 0, updated: 0, unchanged: 50 },
        { inserted: 0, updated: 0, unchanged: 50 },
      ]);
    });

    it('of batches that overlap neither deadlock nor double', async () => {
      const id = nextId();
      const rows = readings(60, { sensor_id: id, from });
      const batches = await Promise.all(
        [rows.slice(0, 40), rows.slice(20).toReversed()].map((measurement) => stage(database.pool, { measurement })),
      );
      const summaries = await Promise.all(batches.map((batchId) => publishBatch(database.pool, { batchId })));
      const inserted = summaries.map(({ tables }) => tables['fact_measurement']?.inserted ?? 0);
      expect(inserted.reduce((sum, count) => sum + count)).toBe(60);
      expect(await factCount(id)).toBe(60);
    });

    it('of batches that describe the same new provider wait for each other', async () => {
      const provider = nextId();
      await database.pool.query(`
        create or replace function public.linger() returns trigger language plpgsql as $$ begin perform pg_sleep(0.1); return null; end $$;
        create trigger linger before insert on star.dim_owner execute function public.linger()`);
      onTestFinished(async () => {
        await database.pool.query('drop trigger linger on star.dim_owner');
      });
      const location = [station({ location_id: nextId(), provider_id: provider, owner_id: nextId() })];
      const batches = await Promise.all([1, 2, 3].map(() => stage(database.pool, { location })));
      const summaries = await Promise.all(batches.map((batchId) => publishBatch(database.pool, { batchId })));
      const inserted = summaries.map(({ tables }) => tables['dim_provider']?.inserted);
      expect(inserted.toSorted()).toEqual([0, 0, 1]);
    });
  });

  describe('a publish that cannot end', () => {
    it('is rolled back when another number of rows was written than was compared', async () => {
      const id = nextId();
      await onInsert('if extract(hour from new.period_end_utc) = 2 then return null; end if; return new;');
      const batchId = await stage(database.pool, { measurement: readings(3, { sensor_id: id, from }) });
      const error = await failure(publishBatch(database.pool, { batchId }));
      expect(error).toBeInstanceOf(PublishCountError);
      expect(error).toMatchObject({ mismatches: [{ table: 'fact_measurement inserted', expected: 3, found: 2 }] });
      expect(await factCount(id)).toBe(0);
    });

    it('says what to do when the disk is full, and can be done again afterwards', async () => {
      const id = nextId();
      await onInsert(`raise exception 'could not extend file' using errcode = '53100';`);
      const batchId = await stage(database.pool, { measurement: readings(3, { sensor_id: id, from }) });
      const error = await failure(publishBatch(database.pool, { batchId }));
      expect(error).toBeInstanceOf(DiskFullError);
      expect(String(error)).toMatch(/53100.*Free some disk space/);
      await database.pool.query('drop trigger interfere on star.fact_measurement');
      await publishBatch(database.pool, { batchId });
      expect(await factCount(id)).toBe(3);
    });

    it('stops when it is aborted, with the reason given, and leaves nothing', async () => {
      const id = nextId();
      await onInsert('perform pg_sleep(5); return new;');
      const batchId = await stage(database.pool, { measurement: readings(3, { sensor_id: id, from }) });
      const stop = new AbortController();
      const published = failure(publishBatch(database.pool, { batchId, signal: stop.signal }));
      const isInserting = `select from pg_stat_activity where wait_event = 'PgSleep'`;
      await expect.poll(async () => (await database.rows(isInserting)).length).toBe(1);
      const reason = new Error('SIGTERM');
      stop.abort(reason);
      expect(await published).toBe(reason);
      expect(await database.rows(isInserting)).toEqual([]);
      expect(await factCount(id)).toBe(0);
    });

    it('does not begin when it is aborted before', async () => {
      const batchId = await stage(database.pool, {});
      const signal = AbortSignal.abort(new Error('too late'));
      await expect(publishBatch(database.pool, { batchId, signal })).rejects.toThrow('too late');
      const published = 'select published_at from staging.manifest where batch_id = $1';
      expect(await database.value(published, [batchId])).toBeNull();
    });

    it('leaves nothing when its connection dies, says that trying again may help, and it does', async () => {
      const id = nextId();
      await onInsert('perform pg_sleep(5); return new;');
      const batchId = await stage(database.pool, { measurement: readings(3, { sensor_id: id, from }) });
      const published = failure(publishBatch(database.pool, { batchId }));
      const kill = `select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'`;
      await expect.poll(async () => (await database.rows(kill)).length).toBe(1);
      const error = await published;
      expect(error).toBeInstanceOf(DatabaseError);
      expect(error).toMatchObject({ retriable: true });
      await database.pool.query('drop trigger interfere on star.fact_measurement');
      const { tables } = await publishBatch(database.pool, { batchId });
      expect(tables['fact_measurement']).toEqual({ inserted: 3, updated: 0, unchanged: 0 });
    });
  });
});
