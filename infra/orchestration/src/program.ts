import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { OrchestrationError } from './errors.ts';

export interface ProgramOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** What it says is added there. */
  readonly log?: string;
}

/**
 * Runs a program to its end and returns its standard output.
 *
 * @throws {OrchestrationError} with the end of what it said, where it fails or is missing.
 */
export async function run(program: string, args: readonly string[], options: ProgramOptions): Promise<string> {
  const child = spawn(program, args, {
    cwd: options.cwd,
    env: options.variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, all] = ['', ''];
  const log = options.log === undefined ? undefined : createWriteStream(options.log, { flags: 'a' });
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      all = (all + chunk).slice(-4000);
      log?.write(chunk);
    });
  }
  const [status] = (await once(child, 'close').catch((error: unknown) => {
    throw new OrchestrationError(`${program} did not start: is it installed?`, { cause: error });
  })) as [number | null];
  log?.end();
  if (status === 0) return stdout;
  throw new OrchestrationError(`${program} ${args.slice(0, 3).join(' ')} … ended with ${status}:\n${all.trimEnd()}`);
}
