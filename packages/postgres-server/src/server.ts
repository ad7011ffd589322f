import { existsSync, readFileSync, renameSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ensureCluster, runProgram } from './cluster.ts';
import { PostgresServerError } from './errors.ts';
import { place, type Placement } from './placement.ts';
import { isAlive } from './processes.ts';

export interface PostgresServerOptions {
  /** Where the database lives. Made where there is none. */
  readonly dataDirectory: string;
  /** Password of the superuser `postgres`; set when the cluster is made. */
  readonly superuserPassword: string;
  /** TCP port on 127.0.0.1. Default: a free one. */
  readonly port?: number;
  /** Server settings for a new cluster, e.g. `{ fsync: 'off' }` for a test. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A running server, on 127.0.0.1 only. */
export interface PostgresServer {
  readonly port: number;
  readonly dataDirectory: string;
  /** `postgresql://user:password@127.0.0.1:port/database` */
  connectionString(database: string, user: string, password: string): string;
  /** Whether the newest trouble in its log is a full disk: it may have died of it, and then the client cannot tell. */
  isDiskFull(): boolean;
  /** Ends sessions, writes a checkpoint, stops. Idempotent. */
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Starts PostgreSQL on a data directory. A server that a killed process left running there is stopped first: one
 * owner at a time is the caller's business.
 *
 * @throws {PostgresServerError} port taken, data directory of another version, disk full, no account to run as.
 * @example
 * const server = await startPostgres({ dataDirectory: '.airstar/postgres', superuserPassword });
 * await server.stop();
 */
export async function startPostgres(options: PostgresServerOptions): Promise<PostgresServer> {
  const placement = place(options.dataDirectory);
  await ensureCluster(placement, options.superuserPassword, options.settings ?? {});
  await stopServer(placement);
  const port = await usablePort(options.port);
  await launch(placement, port);
  return runningServer(placement, port);
}

/** The server that runs on the data directory, if one does: another process of ours, or the orphan of a killed one. */
export function findRunningPostgres(dataDirectory: string): PostgresServer | undefined {
  const placement = place(dataDirectory);
  const postmaster = readPostmaster(placement);
  return postmaster && runningServer(placement, postmaster.port);
}

const isRunning = (placement: Placement): boolean => readPostmaster(placement) !== undefined;

/** Undefined where there is no server, or one that was killed and left its file behind. */
function readPostmaster({ data }: Placement): { readonly port: number } | undefined {
  try {
    // Lines of postmaster.pid: pid, data directory, start time, port, …
    const [pid, , , port] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return isAlive(Number(pid)) ? { port: Number(port) } : undefined;
  } catch {
    return undefined;
  }
}

function runningServer(placement: Placement, port: number): PostgresServer {
  return {
    port,
    dataDirectory: placement.data,
    isDiskFull: () => lastLines(logOf(placement)).includes(diskFull),
    stop: () => stopServer(placement),
    connectionString: (database, user, password) =>
      `postgresql://${user}:${encodeURIComponent(password)}@${loopback}:${port}/${database}`,
  };
}

const diskFull = 'No space left on device';

const logOf = ({ data }: Placement): string => join(data, 'server.log');

function lastLines(log: string): string {
  try {
    return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-12).join('\n');
  } catch {
    // It never got as far as a log.
    return '';
  }
}

async function launch(placement: Placement, port: number): Promise<void> {
  const log = logOf(placement);
  // What is in the log is about this server; that of the one before is kept beside it.
  if (existsSync(log)) renameSync(log, `${log}.previous`);
  const flags = `-p ${port} -c listen_addresses=${loopback} -c unix_socket_directories=''`;
  try {
    // pg_ctl puts the server into a session of its own, so that Ctrl-C does not reach it before us.
    await runProgram(placement, 'pg_ctl', [
      'start',
      '-w',
      '-t',
      '60',
      '-s',
      '-D',
      placement.data,
      '-l',
      log,
      '-o',
      flags,
    ]);
  } catch (cause) {
    throw launchError(log, port, cause);
  }
}

function launchError(log: string, port: number, cause: unknown): PostgresServerError {
  const lines = lastLines(log);
  if (/Address already in use/.test(lines)) return portTaken(port, cause);
  if (lines.includes(diskFull)) {
    return new PostgresServerError('disk', `No space left for the database (${log}). Free some and run again.`, {
      cause,
    });
  }
  const { stderr = '' } = cause as { stderr?: string };
  return new PostgresServerError(
    'start',
    `PostgreSQL did not start: ${stderr.trim()}\nIts log ${log} ends:\n${lines}`,
    {
      cause,
    },
  );
}

async function stopServer(placement: Placement): Promise<void> {
  try {
    await runProgram(placement, 'pg_ctl', ['stop', '-w', '-t', '60', '-s', '-m', 'fast', '-D', placement.data]);
  } catch (cause) {
    // pg_ctl fails when no server runs, and when it ends between two looks: which is what was wanted.
    if (!isRunning(placement)) return;
    const { stderr = '' } = cause as { stderr?: string };
    throw new PostgresServerError('start', `PostgreSQL in ${placement.data} did not stop: ${stderr.trim()}`, { cause });
  }
}

const portTaken = (port: number, cause: unknown): PostgresServerError =>
  new PostgresServerError(
    'port',
    `Port ${port} of ${loopback} is taken. Choose another, or leave the choice to Airstar.`,
    {
      cause,
    },
  );

/** The port asked for, refused at once when somebody listens there; without one, a free one from the system. */
async function usablePort(wanted: number | undefined): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (cause) => reject(portTaken(wanted ?? 0, cause)));
    probe.listen(wanted ?? 0, loopback, resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : Number(wanted);
}
