import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  cleanStaging,
  DatabaseError,
  openPool,
  publishBatch,
  QueryError,
  recordPipelineRun,
  runReadOnly,
  setRolePassword,
  verify,
  type Pool,
} from '../../src/index.ts';
import { nextId, readings, sensor, stage, station } from './batch.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();
const password = `it's a "pass" word: ü`;
const pools: Pool[] = [];

/** A pool that logs in with what a role may, and no more. */
async function loginAs(role: string, groups = ''): Promise<Pool> {
  if (groups) await database.pool.query(`create role ${role} login ${groups}`);
  await setRolePassword(database.pool, role, password);
  const pool = openPool({ connectionString: database.url('star', role, password) });
  pools.push(pool);
  return pool;
}

let reader: Pool;
let writer: Pool;
let stager: Pool;

beforeAll(async () => {
  reader = await loginAs('airstar_reader');
  writer = await loginAs('test_writer', 'in role airstar_writer');
  stager = await loginAs('test_stager', 'in role airstar_stager');
});
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

const stageBatch = (pool: Pool): Promise<string> => {
  const id = nextId();
  return stage(pool, {
    location: [station({ location_id: id })],
    sensor: [sensor({ sensor_id: id })],
    measurement: readings(3, { sensor_id: id, from: '2025-06-01T01:00:00Z' }),
    location_licence: [],
  });
};

const denied = { code: '42501' };

describe('access', () => {
  describe('the roles', () => {
    it('suffice to stage with one, and to publish, verify, record and clean with the other', async () => {
      const batchId = await stageBatch(stager);
      const { tables } = await publishBatch(writer, { batchId });
      expect(tables['fact_measurement']).toMatchObject({ inserted: 3 });
      expect(await verify(writer, { batchId })).toMatchObject({ fact_measurement: 3 });
      await recordPipelineRun(writer, [run(batchId)]);
      expect(await cleanStaging(writer, { keepUnpublishedSince: new Date('2000-01-01T00:00:00Z') })).toBe(5);
    });

    it('let the engine see nothing of the star schema, and the loader stage and delete nothing', async () => {
      await expect(stager.query('select from star.station')).rejects.toMatchObject(denied);
      await expect(stager.query('delete from staging.measurement')).rejects.toMatchObject(denied);
      await expect(writer.query('delete from star.fact_measurement')).rejects.toMatchObject(denied);
      await expect(writer.query('truncate star.dim_location')).rejects.toMatchObject(denied);
      await expect(writer.query('create table star.mine ()')).rejects.toMatchObject(denied);
    });

    it('let a reader see everything in star and nothing else', async () => {
      const relations = await database.rows<{ name: string }>(
        `select format('star.%I', relname) as name from pg_class
       where relnamespace = 'star'::regnamespace and relkind in ('r', 'p', 'v') and not relispartition`,
      );
      expect(relations.length).toBeGreaterThan(20);
      for (const { name } of relations) await reader.query(`select * from ${name} limit 1`);
      await expect(reader.query('select from staging.measurement')).rejects.toMatchObject(denied);
      for (const write of ['delete from star.dim_owner', `select star.ensure_partitions('2025-01-01', '2025-01-01')`]) {
        const client = await reader.connect();
        await expect(client.query(`begin read write; ${write}`)).rejects.toMatchObject(denied);
        client.release(true);
      }
    });

    it('give a reader half a minute, and transactions that only read', async () => {
      const { rows } = await reader.query(
        `select current_setting('statement_timeout') as timeout, current_setting('transaction_read_only') as read_only`,
      );
      expect(rows).toEqual([{ timeout: '30s', read_only: 'on' }]);
    });

    it('refuse the password before', async () => {
      await setRolePassword(database.pool, 'airstar_reader', 'another');
      const late = openPool({ connectionString: database.url('star', 'airstar_reader', password) });
      onTestFinished(() => late.end());
      await expect(late.query('select 1')).rejects.toMatchObject({ code: '28P01' });
      await setRolePassword(database.pool, 'airstar_reader', password);
    });

    it('are named where a password is set for one that is not there, and the password is not', async () => {
      const error = await setRolePassword(database.pool, 'nobody', password).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(DatabaseError);
      expect(String(error)).toContain('Setting the password of role nobody failed (42704)');
      expect(String(error)).not.toContain('pass" word');
    });
  });

  describe('runReadOnly', () => {
    it('gives names and values as JSON can hold them', async () => {
      const { fields, rows } = await runReadOnly(
        reader,
        `select 9007199254740993::int8 as huge, 42::int8 as n, 1.5::numeric as d, 2.5::float8 as f, true as b, null as nothing,
         date '2025-06-01' as day, timestamptz '2025-06-01 02:00:00.123456+02' as at, 'µg/m³' as text, 1 as n`,
      );
      expect(fields).toEqual(['huge', 'n', 'd', 'f', 'b', 'nothing', 'day', 'at', 'text', 'n']);
      expect(rows).toEqual([
        ['9007199254740993', 42, 1.5, 2.5, true, null, '2025-06-01', '2025-06-01T00:00:00.123456Z', 'µg/m³', 1],
      ]);
    });

    it.each([
      ['a name that is not there', 'select x from star.station', /column "x" does not exist \(at character 8\)/],
      ['bad syntax', 'selekt 1', /syntax error/],
      ['a division by zero', 'select 1 / 0', /division by zero/],
      ['a write, for whoever may write', 'delete from star.dim_owner', /read-only transaction/],
      ['two statements', 'commit; delete from star.dim_owner', /multiple commands/],
    ])('refuses %s, in the words of PostgreSQL', async (_, query, message) => {
      const error = await runReadOnly(database.pool, query).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(QueryError);
      expect(String(error)).toMatch(message);
      expect(error).toMatchObject({ retriable: false });
    });

    it('says of a query that takes too long what the matter is, and goes on with the next', async () => {
      await database.pool.query(`alter role airstar_reader set statement_timeout = '50ms'`);
      const hurried = await loginAs('airstar_reader');
      await hurried.query('select 1');
      await database.pool.query(`alter role airstar_reader set statement_timeout = '30s'`);
      await expect(runReadOnly(hurried, 'select pg_sleep(20)')).rejects.toMatchObject({
        name: 'DatabaseError',
        code: '57014',
      });
      expect((await runReadOnly(hurried, 'select 1')).rows).toEqual([[1]]);
    });
  });

  const run = (batchId: string, more = {}) => ({
    batchId,
    stage: 'load',
    read: 9061,
    produced: 9061,
    rejected: 0,
    duplicate: 0,
    inserted: 9061,
    updated: 0,
    unchanged: 0,
    flagged: 12,
    locations: 23,
    requests: 0,
    seconds: 1.5,
    ...more,
  });

  describe('recordPipelineRun', () => {
    const recorded = (batchId: string) =>
      database.rows(
        'select stage, read::int, inserted::int, seconds from star.fact_pipeline_run where batch_id = $1 order by stage',
        [batchId],
      );

    it('has a row for each stage of a batch, the last one said', async () => {
      const batchId = `batch-${nextId()}`;
      await recordPipelineRun(database.pool, [run(batchId), run(batchId, { stage: 'extract', inserted: 0 })]);
      await recordPipelineRun(database.pool, [run(batchId, { inserted: 0, unchanged: 9061, seconds: 0.5 })]);
      expect(await recorded(batchId)).toEqual([
        { stage: 'extract', read: 9061, inserted: 0, seconds: 1.5 },
        { stage: 'load', read: 9061, inserted: 0, seconds: 0.5 },
      ]);
    });

    it('records nothing when there is nothing to', async () => {
      await expect(recordPipelineRun(database.pool, [])).resolves.toBeUndefined();
    });
  });
});
