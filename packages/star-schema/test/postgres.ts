import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@airstar/postgres-server';
import { migrate, openPool, type Pool } from '../src/index.ts';

/** A real PostgreSQL with the star schema in its database `star`. */
export interface TestServer {
  /** URL of a database of this server. */
  url(database?: string, user?: string, password?: string): string;
  /** Logs in to `star` as the superuser. */
  readonly pool: Pool;
  stop(): Promise<void>;
}

const superuserPassword = 'superuser of a test';

// Durability is what a test can do without; a lock that nobody gives back must not hold up the tests after it.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '32MB',
  max_connections: '30',
  lock_timeout: '15s',
};

/** Starts a server on a new folder and a free port, and migrates its database. */
export async function startTestServer(): Promise<TestServer> {
  const directory = mkdtempSync(join(tmpdir(), 'airstar-star-schema-'));
  // As root the server is another user's, who has to reach its folder.
  chmodSync(directory, 0o755);
  const server = await startPostgres({ dataDirectory: join(directory, 'data'), superuserPassword, settings });
  const url: TestServer['url'] = (database = 'star', user = 'postgres', password = superuserPassword) =>
    server.connectionString(database, user, password);
  const postgres = openPool({ connectionString: url('postgres') });
  await postgres.query('create database star');
  await postgres.end();
  const pool = openPool({ connectionString: url(), maxConnections: 8 });
  await migrate(pool);
  return {
    url,
    pool,
    stop: async () => {
      await pool.end();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
