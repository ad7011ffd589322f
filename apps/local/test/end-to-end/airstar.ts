import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { findRunningPostgres } from '@airstar/postgres-server';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A data directory of its own for a test; its database is stopped when the test ends.
 *
 * @param atEnd That of a test's own context, where tests run side by side: of those vitest does not know which one is
 *   asking, and would take the directory from under another.
 */
export function temporaryDataDirectory(atEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'airstar-test-'));
  chmodSync(folder, 0o755);
  const dataDirectory = join(folder, 'data');
  atEnd(async () => {
    await findRunningPostgres(join(dataDirectory, 'postgres'))?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return dataDirectory;
}

/** Starts the CLI as a process of its own, from source. */
function startAirstar(
  dataDirectory: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): ChildProcessByStdio<null, Readable, Readable> {
  return spawn(process.execPath, ['--conditions=@airstar/source', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: tmpdir(),
      AIRSTAR_DATA_DIRECTORY: dataDirectory,
      NO_COLOR: '1',
      ...variables,
    },
  });
}

/** Runs the CLI to its end. */
export async function airstar(
  dataDirectory: string,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Finished> {
  const child = startAirstar(dataDirectory, args, variables);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

/** Runs the CLI and sends it a signal as soon as its standard error matches; gives what it had said by then. */
export async function airstarUntil(
  dataDirectory: string,
  args: readonly string[],
  pattern: RegExp,
  signal: NodeJS.Signals,
): Promise<Finished> {
  const child = startAirstar(dataDirectory, args);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const isFirst = !pattern.test(stderr);
    stderr += chunk;
    if (isFirst && pattern.test(stderr)) child.kill(signal);
  });
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

/** Rows of a query, through `airstar sql`. */
export async function rowsOf(dataDirectory: string, query: string): Promise<Record<string, unknown>[]> {
  const { status, stdout, stderr } = await airstar(dataDirectory, ['sql', query, '--json']);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>[];
}
