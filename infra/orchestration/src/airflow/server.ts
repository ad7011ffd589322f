import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@airstar/native-services';
import { OrchestrationError } from '../errors.ts';
import { checkout } from '../places.ts';
import { run } from '../program.ts';

export interface AirflowOptions {
  /** The virtual environment. */
  readonly venv: string;
  /** Logs, passwords, nothing that is needed afterwards. */
  readonly directory: string;
  /** `postgresql://…` of an empty database. */
  readonly databaseUrl: string;
  /** What the DAGs read, and what tasks are started with. */
  readonly variables: Readonly<Record<string, string>>;
  /** Is told how to end it as soon as there is something to end. */
  readonly atEnd: (end: () => Promise<unknown>) => void;
}

export interface Airflow {
  readonly url: string;
  readonly password: string;
  /** From the first process to all of them healthy. */
  readonly secondsToHealthy: number;
}

const components = ['api-server', 'scheduler', 'dag-processor'] as const;

/**
 * Starts Airflow as Compose does, without containers: migrated database, pools, api-server, scheduler with the
 * LocalExecutor, dag-processor.
 *
 * @throws {OrchestrationError} where it is not healthy within two minutes.
 */
export async function startAirflow(options: AirflowOptions): Promise<Airflow> {
  const { venv, directory } = options;
  const port = await freePort();
  const startedAt = performance.now();
  mkdirSync(directory, { recursive: true });
  const password = randomBytes(12).toString('base64url');
  const variables = { ...options.variables, ...configuration(options, port, password) };
  const log = join(directory, 'cli.log');
  const airflow = join(venv, 'bin', 'airflow');
  await run(airflow, ['db', 'migrate'], { variables, log });
  await run(airflow, ['pools', 'import', join(checkout, 'airflow', 'pools.json')], { variables, log });
  const children = components.map((component) => start(airflow, component, directory, variables));
  options.atEnd(() => endAll(children));
  await waitUntilHealthy(`http://127.0.0.1:${port}`, children, directory);
  const secondsToHealthy = (performance.now() - startedAt) / 1000;
  return { url: `http://127.0.0.1:${port}`, password, secondsToHealthy };
}

function configuration({ venv, directory, databaseUrl }: AirflowOptions, port: number, password: string) {
  const passwords = join(directory, 'passwords.json');
  writeFileSync(passwords, JSON.stringify({ admin: password }), { mode: 0o600 });
  const url = `http://127.0.0.1:${port}`;
  const secret = () => randomBytes(32).toString('base64url');
  return {
    PATH: `${join(venv, 'bin')}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
    AIRFLOW_HOME: directory,
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: databaseUrl.replace(/^postgresql:/, 'postgresql+psycopg2:'),
    AIRFLOW__CORE__DAGS_FOLDER: join(checkout, 'airflow', 'dags'),
    AIRFLOW__CORE__PLUGINS_FOLDER: join(checkout, 'airflow', 'plugins'),
    AIRFLOW__CORE__EXECUTOR: 'LocalExecutor',
    AIRFLOW__CORE__PARALLELISM: '4',
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `${url}/execution/`,
    AIRFLOW__CORE__FERNET_KEY: `${secret()}=`,
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: 'admin:admin',
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: passwords,
    AIRFLOW__API__HOST: '127.0.0.1',
    AIRFLOW__API__PORT: String(port),
    AIRFLOW__API__BASE_URL: url,
    AIRFLOW__API__WORKERS: '1',
    AIRFLOW__API__SECRET_KEY: secret(),
    AIRFLOW__API_AUTH__JWT_SECRET: secret(),
    PYTHONDONTWRITEBYTECODE: '1',
  };
}

function start(airflow: string, component: string, directory: string, variables: Record<string, string>): ChildProcess {
  const log = openSync(join(directory, `${component}.log`), 'a');
  // A group of its own: the scheduler's tasks and the server's workers end with it.
  return spawn(airflow, [component], { env: variables, stdio: ['ignore', log, log], detached: true });
}

async function waitUntilHealthy(url: string, children: readonly ChildProcess[], directory: string): Promise<void> {
  const deadline = performance.now() + 180_000;
  const parts = ['metadatabase', 'scheduler', 'dag_processor'];
  while (performance.now() < deadline) {
    const ended = components.find((_, index) => children[index]?.exitCode !== null);
    if (ended !== undefined)
      throw new OrchestrationError(`Airflow's ${ended} has ended: see ${directory}/${ended}.log`);
    const response = await fetch(`${url}/api/v2/monitor/health`).catch(() => undefined);
    if (response?.ok) {
      const health = (await response.json()) as Record<string, { status: string | null } | undefined>;
      if (parts.every((part) => health[part]?.status === 'healthy')) return;
    }
    await sleep(500);
  }
  throw new OrchestrationError(`Airflow is not healthy after three minutes: see the logs in ${directory}`);
}

async function endAll(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map(async (child) => {
      if (child.pid === undefined) return;
      if (child.exitCode === null && child.signalCode === null) {
        const exit = once(child, 'exit');
        child.kill('SIGTERM');
        await Promise.race([exit, sleep(20_000, undefined, { ref: false })]);
      }
      killGroup(child.pid);
    }),
  );
}

/** The server of the logs and the workers of the API outlive the process that has started them. */
function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
