#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMachine } from './env.ts';
import { OrchestrationError } from './errors.ts';
import { orchestrate } from './orchestrate.ts';

const machine = readMachine();
const directory = mkdtempSync(join(tmpdir(), 'airstar-orchestration-'));
const ends: (() => Promise<unknown>)[] = [];
const stop = new AbortController();
const stopped = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      stop.abort();
      reject(new OrchestrationError(`Stopped by ${signal}. The logs are in ${directory}`));
    });
  }
});

try {
  const lines = await Promise.race([orchestrate({ machine, directory, atEnd: (end) => ends.push(end) }), stopped]);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  ends.unshift(async () => rmSync(directory, { recursive: true, force: true }));
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${String(error instanceof OrchestrationError ? error.message : (error as Error).stack)}\n`);
  if (machine.keep && !stop.signal.aborted) {
    process.stderr.write('Everything stays as it is until Ctrl-C.\n');
    await stopped.catch(() => undefined);
  }
}
for (const end of ends.reverse()) {
  await end().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
}
// What a scenario was waiting for when it was stopped.
process.exit();
