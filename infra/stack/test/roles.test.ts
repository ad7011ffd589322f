import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { startPostgres, type PostgresServer } from '@airstar/postgres-server';
import { migrate, openPool, type Pool } from '@airstar/star-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from './repository.ts';

const hasPsql = spawnSync('psql', ['--version']).status === 0;
if (!hasPsql) console.warn('psql is not installed: the roles of the stack are not tested here.');

it.runIf(env['AIRSTAR_EXPECTS_TOOLS'] !== undefined)('psql is here, as it is expected to be', () => {
  expect(hasPsql).toBe(true);
});

describe.runIf(hasPsql)('the roles of the stack', () => {
  const superuser = 'superuser of a test';
  const logins = ['owner', 'writer', 'stager', 'reader'] as const;
  let directory = '';
  let server: PostgresServer;

  const roleOf = (login: string): string => (login.startsWith('airflow') ? login : `airstar_${login}`);
  const applyRoles = (suffix: string) =>
    spawnSync('psql', ['--no-psqlrc', '--set=ON_ERROR_STOP=1', `--file=${pathOf('infra/postgres/roles.sql')}`], {
      encoding: 'utf8',
      env: {
        PATH: env['PATH'],
        PGHOST: '127.0.0.1',
        PGPORT: String(server.port),
        PGUSER: 'postgres',
        PGDATABASE: 'airstar',
        PGPASSWORD: superuser,
        SUPERUSER_PASSWORD: superuser,
        AIRFLOW_PASSWORD: `airflow${suffix}`,
        AIRFLOW_READER_PASSWORD: `airflow_reader${suffix}`,
        ...Object.fromEntries(logins.map((login) => [`${login.toUpperCase()}_PASSWORD`, `${login}${suffix}`])),
      },
    });

  const as = async <Result>(login: string, password: string, use: (pool: Pool) => Promise<Result>): Promise<Result> => {
    const user = login === 'postgres' ? login : roleOf(login);
    const pool = openPool({ connectionString: server.connectionString('airstar', user, password) });
    try {
      return await use(pool);
    } finally {
      await pool.end();
    }
  };
  const refusal = (login: string, password: string, sql: string): Promise<string> =>
    as(login, password, async (pool) => pool.query(sql).then(() => 'allowed', String));

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'airstar-roles-'));
    chmodSync(directory, 0o755);
    const settings = { fsync: 'off', log_statement: 'all' };
    server = await startPostgres({ dataDirectory: join(directory, 'data'), superuserPassword: superuser, settings });
    const pool = openPool({ connectionString: server.connectionString('postgres', 'postgres', superuser) });
    await pool.query('create database airstar');
    await pool.end();
    expect(applyRoles('-1')).toMatchObject({ status: 0, stderr: '' });
    await as('owner', 'owner-1', migrate);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('can be applied again, to a database that is in use', () => {
    expect(applyRoles('-1')).toMatchObject({ status: 0, stderr: '' });
  });

  it('let the owner migrate without being a superuser', async () => {
    const { rows } = await as('owner', 'owner-1', (pool) =>
      pool.query<{ rolsuper: boolean }>('select rolsuper from pg_roles where rolname = current_user'),
    );
    expect(rows).toEqual([{ rolsuper: false }]);
  });

  it.each([
    ['reader', 'reader-1', 'delete from star.dim_location', /read-only transaction/],
    ['writer', 'writer-1', 'drop table star.dim_location', /must be owner/],
    ['stager', 'stager-1', 'select 1 from star.fact_day', /permission denied/],
    ['airflow', 'airflow-1', 'select 1', /permission denied for database/],
    ['airflow_reader', 'airflow_reader-1', 'select 1', /permission denied for database/],
  ])('keep the %s to what it is for', async (login, password, sql, message) => {
    expect(await refusal(login, password, sql)).toMatch(message);
  });

  it('give the reader the limits that the migration gives to one it creates', async () => {
    const { rows } = await as('reader', 'reader-1', (pool) =>
      pool.query<object>(`select current_setting('statement_timeout') as timeout, current_setting('timezone') as zone`),
    );
    expect(rows).toEqual([{ timeout: '30s', zone: 'UTC' }]);
  });

  it('give the same limits to the reader of Airflow', async () => {
    const { rows } = await as('postgres', superuser, (pool) =>
      pool.query<{ limits: string[] }>(`select rolconfig as limits from pg_roles where rolname ~ '_reader$'`),
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  it('change a password: the old one no longer counts', async () => {
    expect(applyRoles('-2')).toMatchObject({ status: 0, stderr: '' });
    expect(await refusal('reader', 'reader-1', 'select 1')).toMatch(/password authentication failed/);
    expect(await refusal('reader', 'reader-2', 'select 1')).toBe('allowed');
  });

  it('leave no password in the log of a server that logs every statement', async () => {
    const { rows } = await as('postgres', superuser, (pool) =>
      pool.query<{ log: string }>(`select pg_read_file('server.log') as log`),
    );
    expect(rows[0]?.log).toContain('SELECT format');
    expect(rows[0]?.log).not.toMatch(/owner-1|reader-2/);
  });
});
