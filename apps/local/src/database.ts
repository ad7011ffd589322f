import { findRunningPostgres, PostgresServerError, startPostgres, type PostgresServer } from '@airstar/postgres-server';
import { migrate, openPool, setRolePassword, type Pool } from '@airstar/star-schema';
import type { DataDirectory } from './data-directory.ts';

/** The embedded warehouse: one PostgreSQL on the data directory, shared by the commands that run at the same time. */
export interface Database {
  readonly port: number;
  /** May stage and publish, and nothing else. */
  readonly pipeline: Pool;
  /** May read the star schema. */
  readonly reader: Pool;
  /** What a failure really was: a server that died of a full disk leaves its clients with a lost connection. */
  explain(error: unknown): unknown;
  /** Stops the server, unless another command is using it. Idempotent. */
  close(): Promise<void>;
}

const name = 'airstar';
const pipelineRole = 'airstar_pipeline';

// Whole tables are rewritten only by us, and a laptop should not be asked for its memory.
const settings = { shared_buffers: '128MB', max_wal_size: '2GB', max_connections: '20' };

/**
 * Opens the warehouse: attaches to the server that runs on the data directory (another command's, or the orphan of a
 * killed one), starts one otherwise, and brings the database to the present schema.
 */
export async function openDatabase(directory: DataDirectory, port: number | undefined): Promise<Database> {
  const server = await reachServer(directory, port);
  const explain = (error: unknown): unknown => (server.isDiskFull() ? diskFullError(server, error) : error);
  try {
    await prepare(server, directory);
  } catch (error) {
    throw explain(error);
  }
  const pools = {
    pipeline: openPool({ connectionString: server.connectionString(name, pipelineRole, directory.secrets.pipeline) }),
    reader: openPool({ connectionString: server.connectionString(name, 'airstar_reader', directory.secrets.reader) }),
  };
  let closing: Promise<void> | undefined;
  return {
    port: server.port,
    ...pools,
    explain,
    close: () => (closing ??= close(server, directory, Object.values(pools))),
  };
}

const diskFullError = ({ dataDirectory }: PostgresServer, cause: unknown): PostgresServerError =>
  new PostgresServerError('disk', `No space left for the database in ${dataDirectory}. Free some and run again.`, {
    cause,
  });

const superuserPool = (server: PostgresServer, directory: DataDirectory, database: string): Pool =>
  openPool({
    connectionString: server.connectionString(database, 'postgres', directory.secrets.superuser),
    maxConnections: 1,
  });

async function reachServer(directory: DataDirectory, port: number | undefined): Promise<PostgresServer> {
  const running = findRunningPostgres(directory.postgres);
  if (running && (await isReachable(running, directory))) return running;
  return startPostgres({
    dataDirectory: directory.postgres,
    superuserPassword: directory.secrets.superuser,
    settings,
    ...(port !== undefined && { port }),
  });
}

/** A pid file may name a process that has nothing to do with PostgreSQL any more. */
async function isReachable(server: PostgresServer, directory: DataDirectory): Promise<boolean> {
  const pool = superuserPool(server, directory, 'postgres');
  try {
    const { rows } = await pool.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
    return rows[0]?.folder === server.dataDirectory;
  } catch {
    return false;
  } finally {
    await pool.end();
  }
}

async function prepare(server: PostgresServer, directory: DataDirectory): Promise<void> {
  const postgres = superuserPool(server, directory, 'postgres');
  try {
    const { rowCount } = await postgres.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await postgres.query(`create database ${name}`);
  } finally {
    await postgres.end();
  }
  const owner = superuserPool(server, directory, name);
  try {
    const { applied } = await migrate(owner);
    if (applied > 0) await createLogins(owner, directory);
  } finally {
    await owner.end();
  }
}

async function createLogins(owner: Pool, directory: DataDirectory): Promise<void> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [pipelineRole]);
  if (rowCount === 0) await owner.query(`create role ${pipelineRole} login in role airstar_writer, airstar_stager`);
  await setRolePassword(owner, pipelineRole, directory.secrets.pipeline);
  await setRolePassword(owner, 'airstar_reader', directory.secrets.reader);
}

async function close(server: PostgresServer, directory: DataDirectory, pools: readonly Pool[]): Promise<void> {
  await Promise.all(pools.map((pool) => pool.end()));
  if (!(await isUsedByOthers(server, directory))) await server.stop();
}

async function isUsedByOthers(server: PostgresServer, directory: DataDirectory): Promise<boolean> {
  const pool = superuserPool(server, directory, 'postgres');
  try {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    return rowCount !== 0;
  } catch {
    // It is gone already.
    return false;
  } finally {
    await pool.end();
  }
}
