#!/usr/bin/env node
import { constants } from 'node:os';
import { openPool, StarSchemaError } from '@airstar/star-schema';
import { Command } from 'commander';
import { readEnvironment } from './env.ts';
import { migrate, publish, verify, type BatchOptions, type LoaderDependencies } from './run.ts';
import { UsageError } from './usage-error.ts';

const stop = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  // Once: a second signal ends the process at once. The publish is one transaction, so nothing of it remains.
  process.once(signal, () => {
    process.exitCode = 128 + constants.signals[signal];
    stop.abort();
  });
}

const program = new Command('loader')
  .description('Publishes a staged batch into the star schema. The last line of output is JSON.')
  .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));

program.command('migrate').description('bring the database to the schema of this version').action(run(migrate));
batchCommand('publish', 'publish a batch; doing it again changes nothing').action(run(publish));
batchCommand('verify', 'compare the star schema with a batch that is still in staging').action(run(verify));

function batchCommand(name: string, description: string): Command {
  return program.command(name).description(description).requiredOption('--batch <id>', 'id of the batch');
}

function run(step: (dependencies: LoaderDependencies, options: BatchOptions) => Promise<object>) {
  return async ({ batch = '' }: { batch?: string }): Promise<void> => {
    const pool = openPool({ ...readEnvironment(), applicationName: 'airstar-loader' });
    try {
      const result = await step({ pool, now: () => new Date() }, { batchId: batch, signal: stop.signal });
      process.stdout.write(`${JSON.stringify(result)}\n`);
    } finally {
      await pool.end();
    }
  };
}

try {
  await program.parseAsync();
} catch (error) {
  if (stop.signal.aborted) {
    process.stderr.write('Stopped. Nothing was published; run the same command again.\n');
  } else {
    // What we know is one line; what we do not know keeps its stack.
    const isExpected = error instanceof UsageError || error instanceof StarSchemaError;
    process.stderr.write(`${isExpected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
