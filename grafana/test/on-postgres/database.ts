import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@airstar/postgres-server';
import { openPool, type Pool } from '@airstar/star-schema';

const main = fileURLToPath(new URL('../../../apps/local/src/main.ts', import.meta.url));

/** Brings the recorded days of Guadalajara into a star schema of its own, by the embedded pipeline. */
async function load(dataDirectory: string): Promise<void> {
  const child = spawn(process.execPath, ['--conditions=@airstar/source', main, 'run', '--no-report'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: tmpdir(), AIRSTAR_DATA_DIRECTORY: dataDirectory },
  });
  const [problem, [status]] = await Promise.all([text(child.stderr), once(child, 'close') as Promise<[number | null]>]);
  if (status !== 0) throw new Error(`airstar run: ${problem}`);
}

export interface RecordedStar extends AsyncDisposable {
  /** Logged in as `airstar_reader`, as Grafana is. */
  readonly reader: Pool;
  /** As the superuser, in a transaction that is rolled back. */
  asOwner<T>(work: (query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<T>): Promise<T>;
}

export async function recordedStar(): Promise<RecordedStar> {
  const folder = mkdtempSync(join(tmpdir(), 'airstar-grafana-'));
  // PostgreSQL may run as another account.
  chmodSync(folder, 0o755);
  const dataDirectory = join(folder, 'data');
  await load(dataDirectory);
  const secrets = JSON.parse(readFileSync(join(dataDirectory, 'secrets.json'), 'utf8')) as Record<string, string>;
  const [superuserPassword = '', readerPassword = ''] = [secrets['superuser'], secrets['reader']];
  const server = await startPostgres({ dataDirectory: join(dataDirectory, 'postgres'), superuserPassword });
  const pool = (user: string, password: string) =>
    openPool({ connectionString: server.connectionString('airstar', user, password) });
  const [owner, reader] = [pool('postgres', superuserPassword), pool('airstar_reader', readerPassword)];
  return {
    reader,
    async asOwner(work) {
      const client = await owner.connect();
      try {
        await client.query('begin');
        return await work(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows);
      } finally {
        await client.query('rollback');
        client.release();
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([owner.end(), reader.end()]);
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
