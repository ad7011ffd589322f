import { setTimeout } from 'node:timers/promises';
import { Command } from 'commander';
import { readVariables, runProgram, UsageError, writeResult } from '../src/index.ts';
import { z } from 'zod';

class KnownError extends Error {}

class RefusedError extends KnownError {
  readonly retriable = false;
}

class SpentError extends Error {
  readonly retriable = true;
}

const stop = new AbortController();
const program = new Command('example').description('A program for the tests.');
const command = (name: string, action: () => Promise<unknown>) =>
  program.command(name).action(async () => {
    await action();
  });
const untilStopped = () => setTimeout(60_000, undefined, { signal: stop.signal });

command('good', () => writeResult({ ok: true, long: 'x'.repeat(200_000) }));
command('known', () => Promise.reject(new KnownError('The broker is away. Start it.')));
command('refused', () => Promise.reject(new RefusedError('The key is refused. Give another.')));
command('spent', () => Promise.reject(new SpentError('The hour is spent. Try again at noon.')));
command('unknown', () => Promise.reject(new TypeError('our own bug')));
command('usage', () => Promise.reject(new UsageError('example', ['a', 'b'])));
command('environment', async () => readVariables(z.object({ EXAMPLE: z.literal('x') }), {}));
command('work', async () => {
  process.stderr.write('working\n');
  await untilStopped();
});
command('follow', async () => {
  process.stderr.write('working\n');
  await untilStopped().catch(() => undefined);
  await writeResult({ followed: true });
});
command('break', async () => {
  process.stderr.write('working\n');
  await untilStopped().catch(() => undefined);
  throw new TypeError('broke while stopping');
});
command('stubborn', async () => {
  process.stderr.write('working\n');
  await setTimeout(60_000);
});

command('leak', async () => {
  setInterval(() => undefined, 1000);
  await writeResult({ ok: true });
});

await runProgram(program, {
  expected: [KnownError, SpentError],
  notSoon: [SpentError],
  stop,
  stoppedNote: 'Stopped; run it again.',
  graceMs: 100,
});
