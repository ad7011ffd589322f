import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** What a measured piece of work took. */
export interface Spent {
  readonly messages: number;
  readonly seconds: number;
  /** Of all threads of the process, garbage collection and compression included. */
  readonly cpuSeconds: number;
}

export const microsecondsEach = ({ cpuSeconds, messages }: Spent): number => (cpuSeconds / messages) * 1e6;

/**
 * Runs a program of this folder in a process of its own, so that its CPU time is its own; gives the JSON it prints.
 *
 * @param nodeOptions Those with which the measured program is shipped.
 */
export async function runChild(program: URL, options: object, nodeOptions: readonly string[] = []): Promise<unknown> {
  const args = [...nodeOptions, '--conditions=@airstar/source', fileURLToPath(program), JSON.stringify(options)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number | null]>]);
  if (status !== 0) throw new Error(`${program.pathname} ended with ${String(status)}.`);
  return JSON.parse(output) as unknown;
}

/** What {@link runChild} was called with. */
export const childOptions = (): unknown => JSON.parse(process.argv[2] ?? '{}') as unknown;

export function printResult(result: object): void {
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
