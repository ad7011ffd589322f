import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { stageAccountingSchema } from '@airstar/schemas';
import { StagingAuditError } from '@airstar/star-schema';
import { flags } from '@airstar/standards';
import { afterEach, describe, expect, it } from 'vitest';
import { nextId, readings, sensor, stage, station } from '../../../packages/star-schema/test/on-postgres/batch.ts';
import { useDatabase } from '../../../packages/star-schema/test/on-postgres/database.ts';
import { publish, ReconciliationError, verify } from '../src/index.ts';
import { stageAccounting } from './stage-accounting.ts';

const database = useDatabase();
const folder = fileURLToPath(new URL('..', import.meta.url));

function start(args: readonly string[], environment: NodeJS.ProcessEnv = { DATABASE_URL: database.url() }) {
  const command = ['--conditions=@airstar/source', 'src/main.ts', ...args];
  const child = spawn(process.execPath, command, { cwd: folder, env: environment, stdio: 'pipe' });
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]).then(([stdout, stderr, [exitCode]]) => ({ stdout, stderr, exitCode }));
  return { child, ended };
}

const loader = (...args: Parameters<typeof start>) => start(...args).ended;

async function stageBatch(): Promise<{ batchId: string; id: number }> {
  const id = nextId();
  const measurement = readings(4, { sensor_id: id, from: '2025-06-01T01:00:00Z' });
  const batchId = await stage(database.pool, {
    location: [station({ location_id: id })],
    sensor: [sensor({ sensor_id: id })],
    measurement: measurement.with(0, { ...measurement[0], flags: 32 }),
  });
  return { batchId, id };
}

const factCount = (id: number) =>
  database.value('select count(*)::int from star.fact_measurement where sensor_id = $1', [id]);

/** A clock that has gone on by a second and a half each time it is read. */
function clock(): () => Date {
  let reading = 0;
  return () => new Date(Date.UTC(2025, 5, 1) + 1500 * reading++);
}

const counted = (batchId: string, more: object) => ({
  stage: 'load',
  batchId,
  read: 4,
  produced: 4,
  rejected: 0,
  duplicate: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  flagged: 1,
  locations: 1,
  requests: 0,
  ...more,
});

describe('publish', () => {
  it('returns the accounting of the stage, and records it', async () => {
    const { batchId } = await stageBatch();
    const accounting = await publish({ pool: database.pool, now: clock() }, { batchId });
    expect(stageAccountingSchema.parse(accounting)).toEqual(counted(batchId, { inserted: 4, seconds: 1.5 }));
    const recorded = `select stage, read::int, inserted::int, flagged::int, locations::int, seconds
      from star.fact_pipeline_run where batch_id = $1`;
    expect(await database.rows(recorded, [batchId])).toEqual([
      { stage: 'load', read: 4, inserted: 4, flagged: 1, locations: 1, seconds: 1.5 },
    ]);
  });

  it('says of a batch that is published already that all is unchanged', async () => {
    const { batchId } = await stageBatch();
    await publish({ pool: database.pool, now: clock() }, { batchId });
    const again = await publish({ pool: database.pool, now: clock() }, { batchId });
    expect(again).toEqual(counted(batchId, { unchanged: 4, seconds: 1.5 }));
    expect(await verify({ pool: database.pool }, { batchId })).toEqual({
      fact_measurement: 4,
      fact_hour: 0,
      fact_day: 0,
    });
  });
});

/** What the stages before would have said of the four readings. */
const stagesBefore = (batchId: string) => [
  stageAccounting({ stage: 'extract', batchId, read: 4, produced: 4, requests: 2 }),
  stageAccounting({ stage: 'ingest', batchId, read: 4, produced: 4, inserted: 4 }),
  stageAccounting({ stage: 'transform', batchId, read: 4, produced: 4 }),
];

const recordedStages = (batchId: string) =>
  database.rows(
    'select stage, read::int, requests::int from star.fact_pipeline_run where batch_id = $1 order by stage',
    [batchId],
  );

describe('publish with the accounting of the stages before', () => {
  it('records all of them', async () => {
    const { batchId } = await stageBatch();
    await publish({ pool: database.pool, now: clock() }, { batchId, accounting: stagesBefore(batchId) });
    expect(await recordedStages(batchId)).toEqual([
      { stage: 'extract', read: 4, requests: 2 },
      { stage: 'ingest', read: 4, requests: 0 },
      { stage: 'load', read: 4, requests: 0 },
      { stage: 'transform', read: 4, requests: 0 },
    ]);
  });

  it.each([
    ['two of them disagree', { stage: 'ingest', read: 3 }, ReconciliationError],
    ['the transform handed on what is not staged', { stage: 'transform', read: 5, produced: 5 }, StagingAuditError],
  ] as const)('publishes and records nothing when %s', async (_, wrong, expected) => {
    const { batchId, id } = await stageBatch();
    const accounting = stagesBefore(batchId).map((one) => (one.stage === wrong.stage ? { ...one, ...wrong } : one));
    const publishing = publish({ pool: database.pool, now: clock() }, { batchId, accounting });
    await expect(publishing).rejects.toBeInstanceOf(expected);
    expect(await factCount(id)).toBe(0);
    expect(await recordedStages(batchId)).toEqual([]);
  });

  it('takes lines as options and from standard input', async () => {
    const { batchId } = await stageBatch();
    const [first = '', ...others] = stagesBefore(batchId).map((one) => JSON.stringify(one));
    const { child, ended } = start(['publish', '--batch', batchId, '--accounting', first, '--accounting', '-']);
    child.stdin.end(`${others.join('\n')}\n`);
    expect(await ended).toMatchObject({ stderr: '', exitCode: 0 });
    expect(await recordedStages(batchId)).toHaveLength(4);
  });

  it('ends with 4 and the counts that disagree, with 2 for a line that is none', async () => {
    const { batchId, id } = await stageBatch();
    const [extract, ingest] = stagesBefore(batchId);
    const lines = [extract, { ...ingest, read: 3 }].flatMap((one) => ['--accounting', JSON.stringify(one)]);
    const publishing = await loader(['publish', '--batch', batchId, ...lines]);
    expect(publishing).toMatchObject({ stdout: '', exitCode: 4 });
    expect(publishing.stderr).toMatch(
      /^The counts of batch \S+ disagree: extract published 4 readings, ingest took in 3\..*\n$/,
    );
    expect(await factCount(id)).toBe(0);
    expect(await loader(['publish', '--batch', batchId, '--accounting', 'x'])).toMatchObject({
      stdout: '',
      exitCode: 2,
    });
  });
});

describe('the command line', () => {
  it('migrates, publishes and verifies, and ends its output with one line of JSON', async () => {
    const { batchId } = await stageBatch();
    expect(await loader(['migrate'])).toEqual({ stdout: '{"applied":0,"version":7}\n', stderr: '', exitCode: 0 });
    const published = await loader(['publish', '--batch', batchId]);
    expect(published).toMatchObject({ stderr: '', exitCode: 0 });
    const { seconds, ...accounting } = stageAccountingSchema.parse(
      JSON.parse(published.stdout.trimEnd().split('\n').at(-1) ?? ''),
    );
    expect(accounting).toEqual(counted(batchId, { inserted: 4 }));
    expect(seconds).toBeGreaterThan(0);
    expect(await loader(['verify', '--batch', batchId])).toEqual({
      stdout: '{"fact_measurement":4,"fact_hour":0,"fact_day":0}\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('explains itself', async () => {
    const { stdout, exitCode } = await loader(['--help'], {});
    expect(exitCode).toBe(0);
    for (const command of ['migrate', 'publish', 'verify']) expect(stdout).toContain(`  ${command} `);
  });

  it.each([
    ['no batch', ['publish'], /^error: required option '--batch <id>' not specified\n$/],
    ['no such command', ['load'], /^error: unknown command 'load'\n$/],
    ['no database', ['publish', '--batch', 'b'], /^environment: a problem\n {2}DATABASE_URL is not set.*\n$/],
  ])('ends with 2 and says what is wrong with %s', async (_, args, message) => {
    const { stdout, stderr, exitCode } = await loader(args, {});
    expect(stderr).toMatch(message);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it.each([
    [4, 'a batch that is not staged', () => database.url(), /^Batch never has no manifest in staging.*\n$/],
    [
      1,
      'a server that is not there',
      () => 'postgresql://u:hush@127.0.0.1:1/x',
      /^Publishing batch never failed \(ECONNREFUSED\).*\n$/,
    ],
    [
      4,
      'a wrong password',
      () => database.url('star', 'postgres', 'hush'),
      /^Publishing batch never failed \(28P01\).*\n$/,
    ],
  ])('ends with %i and one line on standard error for %s', async (code, _, url, message) => {
    const { stdout, stderr, exitCode } = await loader(['publish', '--batch', 'never'], { DATABASE_URL: url() });
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('hush');
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: code });
  });
});

describe('a publish that is stopped', () => {
  afterEach(() => database.pool.query('drop trigger if exists wait on star.fact_measurement'));

  async function publishing(batchId: string) {
    await database.pool.query(`
      create or replace function public.wait() returns trigger language plpgsql as $$ begin perform pg_sleep(5); return new; end $$;
      create trigger wait before insert on star.fact_measurement for each row execute function public.wait()`);
    const started = start(['publish', '--batch', batchId]);
    const isWaiting = `select from pg_stat_activity where wait_event = 'PgSleep' and application_name = 'airstar-loader'`;
    await expect.poll(async () => (await database.rows(isWaiting)).length, { timeout: 30_000 }).toBe(1);
    return started;
  }

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('by %s ends with %i, one line, and leaves nothing', async (signal, code) => {
    const { batchId, id } = await stageBatch();
    const { child, ended } = await publishing(batchId);
    child.kill(signal);
    expect(await ended).toEqual({
      stdout: '',
      stderr: 'Stopped. Nothing was published; run the same command again.\n',
      exitCode: code,
    });
    expect(await factCount(id)).toBe(0);
  });

  it('by SIGKILL leaves nothing, and the next one finds every reading exactly once', async () => {
    const { batchId, id } = await stageBatch();
    const { child, ended } = await publishing(batchId);
    child.kill('SIGKILL');
    await ended;
    // The server notices that its client is gone when the statement ends.
    await database.pool.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'airstar-loader'`,
    );
    expect(await factCount(id)).toBe(0);
    await database.pool.query('drop trigger wait on star.fact_measurement');
    const { exitCode, stdout } = await loader(['publish', '--batch', batchId]);
    expect({ exitCode, inserted: stageAccountingSchema.parse(JSON.parse(stdout)).inserted }).toEqual({
      exitCode: 0,
      inserted: 4,
    });
    expect(await factCount(id)).toBe(4);
  });
});

it('explains the flags of readings in the words of the standards', async () => {
  const dimension = await database.rows(
    'select flag as bit, code, description from star.dim_flag where flag > 0 order by flag',
  );
  expect(dimension).toEqual(flags.map(({ bit, code, description }) => ({ bit, code, description })));
});
