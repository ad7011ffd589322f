import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeAside } from './aside.ts';
import { PostgresServerError } from './errors.ts';
import type { Placement } from './placement.ts';

const execute = promisify(execFile);

/** Major version of the binaries, e.g. `18`. */
async function binaryVersion(placement: Placement): Promise<string> {
  const { stdout } = await runProgram(placement, 'postgres', ['--version']);
  return /(\d+)(?:\.\d+|beta|rc)/.exec(stdout)?.[1] ?? stdout.trim();
}

/** Runs one of the PostgreSQL programs as the server's account, with messages in English so that they can be read. */
export async function runProgram(
  placement: Placement,
  program: 'initdb' | 'pg_ctl' | 'postgres',
  args: readonly string[],
): Promise<{ stdout: string; stderr: string }> {
  return execute(join(placement.native, 'bin', program), args, {
    ...placement.account,
    cwd: '/',
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  });
}

/** Makes the database cluster where there is none, and refuses one of another major version. */
export async function ensureCluster(
  placement: Placement,
  superuserPassword: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const versionFile = join(placement.data, 'PG_VERSION');
  if (!existsSync(versionFile)) return initialise(placement, superuserPassword, settings);
  const [found, wanted] = [readFileSync(versionFile, 'utf8').trim(), await binaryVersion(placement)];
  if (found === wanted) return;
  throw new PostgresServerError(
    'version',
    `The data directory ${placement.data} was made by PostgreSQL ${found}, and this is PostgreSQL ${wanted}. ` +
      'Dump it with the old version, or remove the directory to begin anew.',
  );
}

/** Aside, and moved when it is whole: initdb writes PG_VERSION long before it is done, and may be killed, or left alone. */
async function initialise(
  placement: Placement,
  superuserPassword: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const aside = makeAside(placement, superuserPassword);
  try {
    const flags = Object.entries(settings).map(([name, value]) => `--set=${name}=${value}`);
    await runProgram(placement, 'initdb', [
      `--pgdata=${aside.data}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      `--pwfile=${aside.passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
      ...flags,
    ]);
    aside.adopt();
  } catch (cause) {
    throw initialisationError(placement, cause);
  } finally {
    aside.remove();
  }
}

function initialisationError(placement: Placement, cause: unknown): PostgresServerError {
  const output = (cause as { stderr?: string }).stderr ?? String(cause);
  if (/No space left on device/.test(output)) {
    return new PostgresServerError(
      'disk',
      `No space left for the database in ${placement.data}. Free some and run again.`,
    );
  }
  return new PostgresServerError('start', `The database in ${placement.data} could not be made: ${output.trim()}`, {
    cause,
  });
}
