import pg from 'pg';

/** Connections to the warehouse. End it with `end()`. */
export type Pool = pg.Pool;

/** Where the database is: one URL, or its parts; what is missing is PostgreSQL's default (localhost, 5432, postgres). */
export interface PoolOptions {
  /** `postgresql://user:password@host:port/database` */
  readonly connectionString?: string;
  readonly host?: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  /** Shown in `pg_stat_activity`. Default: `airstar`. */
  readonly applicationName?: string;
  /** Default: 4. */
  readonly maxConnections?: number;
}

/**
 * Opens a pool; it connects when it is first used.
 *
 * @example
 * const pool = openPool({ connectionString: 'postgresql://airstar@localhost/airstar' });
 * await pool.end();
 */
export function openPool(options: PoolOptions): Pool {
  const { applicationName = 'airstar', maxConnections = 4, ...address } = options;
  const pool = new pg.Pool({
    ...address,
    application_name: applicationName,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks also emits `error`, on itself when in use and on the pool when idle, and an event nobody
  // listens to ends the process. Whoever uses the connection is told by the query that fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}
