import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const folder = fileURLToPath(new URL('..', import.meta.url));

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of standard error but those on retries: a broker that has just begun is not ready for everything. */
  readonly problems: readonly string[];
  readonly exitCode: number | null;
}

/** Starts the ingestor from source. */
export function start(args: readonly string[], environment: NodeJS.ProcessEnv, input = '') {
  const command = ['--conditions=@airstar/source', 'src/main.ts', ...args];
  const child = spawn(process.execPath, command, { cwd: folder, env: environment });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(input);
  const ended: Promise<Ended> = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]).then(([stdout, stderr, [exitCode]]) => {
    const problems = stderr.split('\n').filter((line) => line !== '' && !line.endsWith('Trying again.'));
    return { stdout, stderr, problems, exitCode };
  });
  return { child, ended };
}

export const lastLine = ({ stdout }: Ended): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
