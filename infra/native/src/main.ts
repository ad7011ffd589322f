#!/usr/bin/env node
import { PostgresServerError } from '@airstar/postgres-server';
import { Command, Option } from 'commander';
import { down, status, up } from './commands.ts';
import { NativeServicesError } from './errors.ts';
import { defaultDirectory } from './places.ts';

const program = new Command('services').description(
  'The real services on this machine, without containers: Kafka, Schema Registry, MongoDB, PostgreSQL, Spark.',
);

const directory = () =>
  new Option('--directory <path>', 'data, logs, and what was started').default(defaultDirectory, '.airstar/services');

program
  .command('up')
  .description('start what does not run, wait until it answers, print the variables of the apps; it goes on running')
  .addOption(
    new Option('--kafka <version>', 'with ZooKeeper (3.9) or without (4)').choices(['3.9', '4']).default('3.9'),
  )
  .option('--spark', 'a Spark master and two workers as well', false)
  .option('--only <names>', 'these services instead, e.g. mongodb,postgres', (names: string) => names.split(','))
  .addOption(directory())
  .action(up);

program.command('down').description('end exactly what was started; the data stays').addOption(directory()).action(down);

program.command('status').description('what runs, where, since when').addOption(directory()).action(status);

try {
  await program.parseAsync();
} catch (error) {
  const isExpected =
    error instanceof NativeServicesError || error instanceof PostgresServerError || error instanceof AggregateError;
  process.stderr.write(`${isExpected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = error instanceof NativeServicesError && error.code === 'usage' ? 2 : 1;
}
