import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import type { PoolClient } from 'pg';
import { fileURLToPath } from 'node:url';
import { named } from './database-error.ts';
import { ServerVersionError } from './errors.ts';
import type { Pool } from './pool.ts';

/** What a migration found and did. */
export interface MigrationSummary {
  /** Migrations applied now. */
  readonly applied: number;
  /** Migrations the database has in all. */
  readonly version: number;
}

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

// GRANT MAINTAIN (ANALYZE by a role that owns nothing) is new in PostgreSQL 17.
const oldestServer = 170_000;

/**
 * Brings the database to the schema of this package. Two starts at the same time do not race: the second waits, and
 * finds nothing to do. The role needs CREATE on the database and CREATEROLE.
 *
 * @throws {ServerVersionError} PostgreSQL is older than 17.
 * @throws {DatabaseError} e.g. 42501, a privilege is missing. Nothing is applied then.
 * @example
 * const { applied } = await migrate(pool); // 0 the second time
 */
export function migrate(pool: Pool): Promise<MigrationSummary> {
  return named('Migrating the database', async () => {
    const client = await pool.connect();
    try {
      await refuseOldServer(client);
      return await underLock(client);
    } finally {
      client.release();
    }
  });
}

async function refuseOldServer(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number, current_setting('server_version') as name`,
  );
  const [server] = rows;
  if (server && server.number < oldestServer) {
    throw new ServerVersionError(`The server is PostgreSQL ${server.name}; the star schema needs 17 or newer.`);
  }
}

async function underLock(client: PoolClient): Promise<MigrationSummary> {
  const lock = `hashtextextended('airstar.migrate', 0)`;
  await client.query(`select pg_advisory_lock(${lock})`);
  try {
    const before = await appliedCount(client);
    await runMigrations(drizzle(client), { migrationsFolder });
    const version = await appliedCount(client);
    return { applied: version - before, version };
  } finally {
    await client.query(`select pg_advisory_unlock(${lock})`);
  }
}

async function appliedCount(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ exists: boolean }>(
    `select to_regclass('drizzle.__drizzle_migrations') is not null as exists`,
  );
  if (!rows[0]?.exists) return 0;
  const counted = await client.query<{ count: number }>(
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  );
  return counted.rows[0]?.count ?? 0;
}
