import { publish, verify } from '@airstar/loader';
import { generatedDataset, recordedDataset } from '@airstar/openaq-simulator';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { accountingOf, extractionOf, openEngines, type Batch, type Engines } from './engines.ts';
import { runSparkJob } from './spark-job.ts';
import { stagingDifferences } from './staging-difference.ts';

const minutes = 60_000;
const day = 24 * 60 * minutes;
const now = (): Date => new Date();

let engines: Engines;

beforeAll(async () => {
  const { mongodbUri } = inject('services');
  engines = await openEngines({ mongodbUri });
}, 2 * minutes);

afterAll(() => engines[Symbol.asyncDispose](), minutes);

/** Stages a batch by both engines, whose accountings must be alike. */
async function stageByBoth(batch: Batch) {
  const byDuckDb = await engines.stageByDuckDb(named(batch, 'duckdb'));
  const bySpark = await engines.stageBySpark(named(batch, 'spark'));
  expect(bySpark.seconds).toBeGreaterThan(0);
  expect(bySpark).toEqual({ ...byDuckDb, batchId: `${batch.batchId}-spark`, seconds: bySpark.seconds });
  return bySpark;
}

const named = (batch: Batch, engine: string): Batch => ({ ...batch, batchId: `${batch.batchId}-${engine}` });

async function expectSameStaging(batch: Batch, least: Readonly<Record<string, number>>): Promise<void> {
  const tables = await stagingDifferences(engines.pool, `${batch.batchId}-duckdb`, `${batch.batchId}-spark`);
  for (const [table, { left, right, differing }] of Object.entries(tables)) {
    expect({ table, differing, rows: right }).toEqual({ table, differing: 0, rows: left });
    expect({ table, rows: left }).toEqual({ table, rows: Math.max(left, least[table] ?? 1) });
  }
}

async function flagsOf(batchId: string): Promise<number> {
  const { rows } = await engines.pool.query<{ seen: number }>(
    'select bit_or(flags) as seen from staging.measurement where batch_id = $1',
    [batchId],
  );
  return rows[0]?.seen ?? 0;
}

/** What an attempt leaves that died before its manifest. */
async function leaveRowsBehind(batchId: string): Promise<void> {
  await engines.owner.query(
    `insert into staging.location_instrument (batch_id, attempt_id, location_id, instrument_id, name)
     values ($1, 'died', 1, 1, 'left behind')`,
    [batchId],
  );
}

describe('the recorded window', () => {
  const { window, locationIds } = recordedDataset();
  const batch: Batch = { batchId: 'recorded', window, locationIds };

  test('gives the same rows by DuckDB and by Spark', { timeout: 15 * minutes }, async () => {
    await engines.ingest(recordedDataset(), batch);
    await leaveRowsBehind('recorded-spark');
    const { produced } = await stageByBoth(batch);
    expect(produced).toBe(recordedDataset().readingCount());
    await expectSameStaging(batch, { measurement: 5_000, hour: 5_000, day: 200, sensor: 10, location: 5 });
  });

  test('is published and verified as Spark staged it', { timeout: 8 * minutes }, async () => {
    const dependencies = { pool: engines.pool, now };
    const { produced, inserted } = await publish(dependencies, { batchId: 'recorded-spark' });
    expect(inserted).toBe(produced);
    expect(inserted).toBe(recordedDataset().readingCount());
    await verify(dependencies, { batchId: 'recorded-spark' });
    // The other engine brings nothing new: equal to the last bit that the star schema keeps.
    const again = await publish(dependencies, { batchId: 'recorded-duckdb' });
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: produced });
  });
});

describe('100,000 generated readings', () => {
  // The clocks change within it: America, Europe, and the south on the last day but one.
  const window = { from: Date.UTC(2025, 2, 1), to: Date.UTC(2025, 3, 8) };
  const options = { seed: 20_250_301, sensors: 128, ...window };
  const data = generatedDataset(options);
  const batch: Batch = { batchId: 'generated', window, locationIds: data.locationIds };

  test(
    'give the same rows by DuckDB and by Spark, with every anomaly there is',
    { timeout: 15 * minutes },
    async () => {
      expect(data.readingCount()).toBeGreaterThanOrEqual(100_000);
      await engines.ingest(data, batch);
      const corrected = generatedDataset({ ...options, revision: 1 });
      const late = { ...batch, batchId: 'corrections', window: { from: window.to - day, to: window.to } };
      await engines.ingest(corrected, late);
      const { produced, duplicate, flagged } = await stageByBoth(batch);
      expect(produced).toBe(data.readingCount());
      expect(duplicate).toBeGreaterThan(20);
      expect(flagged).toBeGreaterThan(1_000);
      // MISSING, SENTINEL, NEGATIVE_SMALL, NEGATIVE, RANGE, SOURCE_FLAGGED.
      expect((await flagsOf('generated-spark')) & 63).toBe(63);
      await expectSameStaging(batch, { measurement: 100_000, hour: 100_000, day: 4_000, sensor: 100, location: 30 });
    },
  );
});

describe('the job', () => {
  const window = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2025, 0, 2) };
  const batch: Batch = { batchId: 'empty', window, locationIds: [1] };
  const manifests = async (): Promise<string[]> => {
    const sql = `select batch_id from staging.manifest where batch_id in ('empty', 'faulty')`;
    return (await engines.pool.query<{ batch_id: string }>(sql)).rows.map((row) => row.batch_id);
  };
  const run = (variables: Readonly<Record<string, string>>) =>
    runSparkJob(['--extraction', extractionOf(batch)], { ...engines.variables, ...variables });
  const fails = (variables: Readonly<Record<string, string>>) =>
    runSparkJob(['--extraction', extractionOf({ ...batch, batchId: 'faulty' })], {
      ...engines.variables,
      ...variables,
    });

  test(
    'stages nothing of a window that touches nothing; its accounting is all it prints',
    { timeout: 8 * minutes },
    async () => {
      const ended = await run({});
      expect(accountingOf(ended)).toMatchObject({
        stage: 'transform',
        batchId: 'empty',
        read: 0,
        produced: 0,
        locations: 0,
      });
      expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
      expect(ended.stderr).not.toMatch(/Exception|ShutdownHookManager/);
      expect(await manifests()).toEqual(['empty']);
    },
  );

  test.each([
    ['DATABASE_URL', 'airstar_spark', /^PostgreSQL refuses the login;.*password authentication failed/],
    ['MONGODB_URI', 'nobody', /^MongoDB refuses the login;.*password=<hidden>/],
  ])(
    'is refused a wrong login of %s for good, in one line without it',
    { timeout: 8 * minutes },
    async (name, username, message) => {
      const url = new URL(engines.variables[name]!);
      const { exitCode, stdout, stderr } = await fails({
        [name]: Object.assign(url, { username, password: 'opensesame' }).href,
      });
      expect([exitCode, stdout]).toEqual([4, '']);
      expect(stderr.trimEnd().split('\n').at(-1)).toMatch(message);
      expect(stderr).not.toContain('opensesame');
      expect(stderr).not.toContain('Traceback');
    },
  );

  test('says which store it cannot reach', { timeout: 8 * minutes }, async () => {
    const MONGODB_URI = 'mongodb://user:opensesame@127.0.0.1:9/airstar?serverSelectionTimeoutMS=1000';
    const { exitCode, stderr } = await fails({ MONGODB_URI });
    expect(exitCode).toBe(1);
    expect(await manifests()).not.toContain('faulty');
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^MongoDB cannot be reached;/);
    expect(stderr).not.toContain('opensesame');
  });
});
