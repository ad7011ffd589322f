#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { constants } from 'node:os';
import { createProgram } from './cli/program.ts';
import { describeError } from './cli/describe-error.ts';

// Half of a short command's time is compiling libraries that have not changed since the last one.
enableCompileCache();

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  // Once: the second Ctrl-C ends the process at once.
  process.once(signal, () => {
    stop.abort();
    process.exitCode = 128 + constants.signals[signal];
  });
}

try {
  process.exitCode = await createProgram(stop.signal).run(process.argv);
} catch (error) {
  if (stop.signal.aborted) {
    process.stderr.write('Stopped; run the same command again to go on from here.\n');
  } else {
    const { message, exitCode } = describeError(error);
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
  }
}
