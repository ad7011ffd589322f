import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@airstar/postgres-server';
import { migrate, openPool, openStaging, publishBatch, type Pool } from '@airstar/star-schema';
import { formatRate, median, time, type Benchmark, type Figure } from './measure.ts';

const rows = 1_000_000;
const sensors = 200;
const rounds = 5;
const batchId = 'bench';
const window = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2025-08-01T00:00:00Z') };

/**
 * Publishing a staged batch, against PostgreSQL's own COPY of the same rows into an equal empty table: same columns,
 * same indexes, same partitions.
 */
export const publish: Benchmark = { name: 'publish', run: () => withServer(measure) };

async function withServer(work: (pool: Pool, folder: string) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'airstar-bench-'));
  const superuserPassword = 'bench';
  const settings = { shared_buffers: '256MB', max_wal_size: '8GB', checkpoint_timeout: '1h' };
  const server = await startPostgres({ dataDirectory: join(folder, 'data'), superuserPassword, settings });
  const pool = openPool({
    connectionString: server.connectionString('postgres', 'postgres', superuserPassword),
    maxConnections: 1,
  });
  try {
    return await work(pool, server.dataDirectory);
  } finally {
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(pool: Pool, folder: string): Promise<Figure[]> {
  await migrate(pool);
  await stage(pool);
  const file = join(folder, 'rows.csv');
  await makeBaseline(pool, file);
  const copies: number[] = [];
  const firsts: number[] = [];
  const agains: number[] = [];
  let written = 0;
  for (let round = 0; round < rounds; round += 1) {
    await pool.query('truncate baseline, star.fact_measurement');
    copies.push(await timeQuietly(pool, () => pool.query(`copy baseline from '${file}' (format csv)`)));
    firsts.push(await timeQuietly(pool, () => publishBatch(pool, { batchId })));
    agains.push(
      await timeQuietly(pool, async () => {
        const { tables } = await publishBatch(pool, { batchId });
        written += (tables['fact_measurement']?.inserted ?? NaN) + (tables['fact_measurement']?.updated ?? NaN);
      }),
    );
  }
  const bytes = await pool.query<{ total: number }>(
    `select sum(pg_total_relation_size(relid))::float8 as total from pg_partition_tree('star.fact_measurement')`,
  );
  const [copy, first, again] = [median(copies), median(firsts), median(agains)];
  return [
    {
      what: 'A reading in the star schema, with its indexes',
      measured: `${((bytes.rows[0]?.total ?? NaN) / rows).toFixed(0)} bytes`,
      target: 'reported',
      isReached: undefined,
    },
    figure('COPY into an equal table (baseline)', copy, 'reported', undefined),
    figure(
      'publish, first load',
      first,
      `${(copy / first).toFixed(2)} of the rate of COPY; target ≥ 0.5`,
      copy / first >= 0.5,
    ),
    figure(
      `publish again, unchanged: ${written} rows written`,
      again,
      `${(again / first).toFixed(2)} of the first's time; target ≤ 0.6, 0 rows`,
      again / first <= 0.6 && written === 0,
    ),
  ];
}

const figure = (what: string, seconds: number, target: string, isReached: boolean | undefined): Figure => ({
  what: `${rows.toLocaleString('en-US')} rows: ${what}`,
  measured: `${seconds.toFixed(2)} s, ${formatRate(rows, seconds)}`,
  target,
  isReached,
});

/** A checkpoint before, so that nobody pays for the one before him. */
async function timeQuietly(pool: Pool, work: () => Promise<unknown>): Promise<number> {
  await pool.query('checkpoint');
  return time(work);
}

async function stage(pool: Pool): Promise<void> {
  await pool.query(`
    insert into staging.measurement (batch_id, attempt_id, sensor_id, location_id, parameter_id, period_start_utc,
      period_end_utc, value, unit, value_original, unit_original, reference_temp_c, flags, is_usable, local_date,
      local_hour, utc_offset_minutes, local_standard_date, source, version_count, fetched_at)
    select '${batchId}', '1', sensor, 1 + sensor % 50, 2, period, period + interval '1 hour', 20 + sensor % 7 + hour % 24,
      'µg/m³', 20 + sensor % 7 + hour % 24, 'µg/m³', null, 0, true, (period at time zone 'UTC')::date, hour % 24, 0,
      (period at time zone 'UTC')::date, 'api', 1, '2025-09-01'
    from generate_series(0, ${rows / sensors - 1}) as hour, generate_series(1, ${sensors}) as sensor,
      lateral (select timestamptz '2025-01-01 00:00Z' + hour * interval '1 hour' as period) as start`);
  await openStaging(pool, { batchId, attemptId: '1', window }).commit({ measurement: rows });
}

async function makeBaseline(pool: Pool, file: string): Promise<void> {
  await pool.query(`select star.ensure_partitions('2025-01-01', '2025-09-01')`);
  await pool.query(
    'create table baseline (like star.fact_measurement including all) partition by range (period_end_utc)',
  );
  for (let month = 1; month <= 9; month += 1) {
    const [from, to] = [`2025-${String(month).padStart(2, '0')}-01`, `2025-${String(month + 1).padStart(2, '0')}-01`];
    await pool.query(
      `create table baseline_${month} partition of baseline for values from ('${from} 00:00Z') to ('${to} 00:00Z')`,
    );
  }
  // Published once, copied out: the baseline loads the very rows that publishing makes.
  await publishBatch(pool, { batchId });
  await pool.query(`copy (select * from star.fact_measurement) to '${file}' (format csv)`);
}
