#!/usr/bin/env node
import { Command } from 'commander';
import { createOpenAqClient, OpenAqError } from '@airstar/openaq-client';
import { readEnvironment } from './env.ts';
import { parseExtractOptions, type RawExtractOptions } from './options.ts';
import { planExtraction } from './plan.ts';
import { UsageError } from './usage-error.ts';

const program = new Command('extractor').description(
  'Reads windows of OpenAQ. The whole pipeline in one process: airstar run.',
);

program
  .command('plan')
  .description('what a window would cost in requests and minutes; the last line is JSON')
  .requiredOption('--from <instant>', 'start of the window, exclusive; a bare date is 00:00 UTC')
  .requiredOption('--to <instant>', 'end of the window, inclusive')
  .option('--locations <ids>', 'stations by OpenAQ id, e.g. 7855,7982')
  .option('--bbox <box>', 'all stations in minLongitude,minLatitude,maxLongitude,maxLatitude')
  .action(plan);

async function plan(raw: RawExtractOptions): Promise<void> {
  const { apiKey, baseUrl } = readEnvironment();
  const defaults = { window: { from: 0, to: 0 }, locationIds: undefined };
  const options = parseExtractOptions('extractor plan', raw, defaults);
  const stop = new AbortController();
  process.once('SIGTERM', () => stop.abort()).once('SIGINT', () => stop.abort());
  const client = createOpenAqClient({ apiKey, baseUrl });
  process.stdout.write(`${JSON.stringify(await planExtraction(client, { ...options, signal: stop.signal }))}\n`);
}

try {
  await program.parseAsync();
} catch (error) {
  // What we know is one line; what we do not know keeps its stack.
  const isExpected = error instanceof UsageError || error instanceof OpenAqError;
  process.stderr.write(`${isExpected ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
