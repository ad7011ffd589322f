import { inspect } from 'node:util';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { databaseError } from '../../src/database-error.ts';
import {
  DatabaseError,
  migrate,
  openPool,
  publishBatch,
  recordPipelineRun,
  StagingCountError,
  StarSchemaError,
} from '../../src/index.ts';
import { useDatabase } from './database.ts';

const database = useDatabase();

const thrown = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error);

const withCode = (code: string): Error => Object.assign(new Error('what the server said'), { code });

describe('an error of the database', () => {
  it('shows its code and nothing of the parameters, not even to who inspects it', async () => {
    const secret = 'a parameter nobody should see';
    const run = {
      stage: secret,
      read: -1e30,
      produced: 0,
      rejected: 0,
      duplicate: 0,
      inserted: 0,
      updated: 0,
      unchanged: 0,
    };
    const error = await thrown(
      recordPipelineRun(database.pool, [
        { ...run, batchId: secret, flagged: 0, locations: 0, requests: 0, seconds: 0 },
      ]),
    );
    expect(error).toBeInstanceOf(DatabaseError);
    expect(String(error)).toMatch(/^DatabaseError: Recording the pipeline run failed \(22P02\)/);
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(secret);
  });

  it('names the constraint that was violated', async () => {
    const insert = database.pool.query(`insert into star.dim_owner values (-1, 'Unknown')`);
    const error = databaseError('Renaming an owner', await thrown(insert));
    expect(error).toMatchObject({ code: '23505', constraint: 'dim_owner_pkey', retriable: false });
    expect(error.message).toContain('constraint dim_owner_pkey');
  });

  it('is found behind what Drizzle throws', () => {
    const cause = withCode('40001');
    const error = databaseError('Publishing', new DrizzleQueryError('select $1', ['secret'], cause));
    expect(error).toMatchObject({ code: '40001', retriable: true, cause });
  });

  it('stays what it is where it is one of ours already', () => {
    const ours = new StagingCountError('b', '1', []);
    expect(databaseError('Publishing', new DrizzleQueryError('', [], ours))).toBe(ours);
  });

  it.each([
    ['40P01', true],
    ['08006', true],
    ['53300', true],
    ['57P01', true],
    ['ECONNREFUSED', true],
    ['ECONNRESET', true],
    ['53100', false],
    ['42501', false],
    ['23505', false],
    ['22P02', false],
    ['57014', false],
    ['ENOTFOUND', false],
  ])('%s: trying again may help is %s', (code, retriable) => {
    expect(databaseError('Publishing', withCode(code)).retriable).toBe(retriable);
  });
});

describe('a database that cannot be used', () => {
  it('is nobody listening: worth trying again', async () => {
    const pool = openPool({ host: '127.0.0.1', port: 1 });
    onTestFinished(() => pool.end());
    const error = await thrown(publishBatch(pool, { batchId: 'b' }));
    expect(error).toBeInstanceOf(StarSchemaError);
    expect(error).toMatchObject({ code: 'ECONNREFUSED', retriable: true });
    expect(String(error)).toContain('Publishing batch b failed (ECONNREFUSED). Check that the server runs');
  });

  it('is one without the star schema: migrate first', async () => {
    const pool = openPool({ connectionString: database.url('postgres') });
    onTestFinished(() => pool.end());
    expect(String(await thrown(publishBatch(pool, { batchId: 'b' })))).toMatch(/42P01|3F000.*Run migrate first/);
  });

  it('is one where the role may not create anything', async () => {
    await database.pool.query(`create role nobody_special login password 'x'`);
    const pool = openPool({ connectionString: database.url('postgres', 'nobody_special', 'x') });
    onTestFinished(() => pool.end());
    const error = await thrown(migrate(pool));
    expect(error).toMatchObject({ code: '42501', retriable: false });
    expect(String(error)).toContain('Migrating the database failed (42501)');
  });
});
