import { exitCodesHelp, Problems, writeResult } from '@airstar/app-process';
import { Command } from 'commander';
import { readEnvironment, readSourceEnvironment } from './env.ts';
import { parseMaxWait } from './max-wait.ts';
import { parseBatchId, parseExtractOptions, type RawExtractOptions } from './options.ts';
import { planExtraction } from './plan.ts';
import { openSource } from './source.ts';

const environmentHelp = `
Environment:
  OPENAQ_API_KEY           key of the live API
  OPENAQ_BASE_URL          another server that speaks OpenAQ v3 (default: https://api.openaq.org/v3)
  OPENAQ_REQUESTS_PER_MINUTE, OPENAQ_REQUESTS_PER_HOUR
                           budget of the key (default: 60 and 2,000)
  OPENAQ_LEDGER_FILE       file in which all processes of the key count their requests (default: each for itself)
  KAFKA_BROKERS            host:port of brokers, separated by commas
  KAFKA_SSL, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD
                           how to log in (mechanisms: plain, scram-sha-256, scram-sha-512)
  SCHEMA_REGISTRY_URL, SCHEMA_REGISTRY_USERNAME, SCHEMA_REGISTRY_PASSWORD
  HEALTH_PORT, HEALTH_HOST where window serves /healthz and /metrics (default: not at all; 127.0.0.1)
  A secret may stand in a file: OPENAQ_API_KEY_FILE, KAFKA_SASL_PASSWORD_FILE, SCHEMA_REGISTRY_PASSWORD_FILE.
${exitCodesHelp}`;

interface RawSourceOptions extends RawExtractOptions {
  readonly maxWait: string;
}

interface RawWindowOptions extends RawSourceOptions {
  readonly batch?: string;
}

/** A window has no default here: nobody extracts one by mistake. */
const noDefaults = { window: { from: 0, to: 0 }, locationIds: undefined };

/** The command line of the extractor. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('extractor')
    .description('Reads windows of OpenAQ and publishes them. The last line of output is JSON.')
    .addHelpText('after', environmentHelp);
  windowCommand(program, 'plan', 'what a window would cost in requests and minutes').action(
    async (raw: RawSourceOptions) => writeResult(await plan(raw, signal)),
  );
  windowCommand(program, 'window', 'publish a window; run again, it goes on where it was interrupted')
    .requiredOption('--batch <id>', 'names the extraction: one id, one window')
    .action((raw: RawWindowOptions) => runWindow(raw, signal));
  return program;
}

function windowCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption('--from <instant>', 'start of the window, exclusive; a bare date is 00:00 UTC')
    .requiredOption('--to <instant>', 'end of the window, inclusive')
    .option('--locations <ids>', 'stations by OpenAQ id, e.g. 7855,7982')
    .option('--bbox <box>', 'all stations in minLongitude,minLatitude,maxLongitude,maxLatitude')
    .option('--country <code>', 'all stations of a country by ISO 3166-1, e.g. MX')
    .option('--max-wait <minutes>', 'fail where the next request is possible only later', '60');
}

async function plan(raw: RawSourceOptions, signal: AbortSignal): Promise<object> {
  const [source, options, maxWait] = new Problems('extractor plan').takeAll(
    () => readSourceEnvironment(),
    () => parseExtractOptions('extractor plan', raw, noDefaults),
    () => parseMaxWait('extractor plan', raw.maxWait),
  );
  return planExtraction(openSource(source, { maxWait }), { ...options, signal });
}

async function runWindow(raw: RawWindowOptions, signal: AbortSignal): Promise<void> {
  const [environment, options, batchId, maxWait] = new Problems('extractor window').takeAll(
    () => readEnvironment(),
    () => parseExtractOptions('extractor window', raw, noDefaults),
    () => parseBatchId('extractor window', raw.batch),
    () => parseMaxWait('extractor window', raw.maxWait),
  );
  // Planning needs no client of Kafka.
  const { extractWindow } = await import('./commands/window.ts');
  const { report, failures } = await extractWindow(environment, { ...options, batchId }, { maxWait, signal });
  for (const { task, error } of failures) {
    process.stderr.write(
      `Sensor ${task.sensorId} (${task.name}) of station ${task.locationId} is not read to its end: ${error.message}\n`,
    );
  }
  if (failures.length > 0) {
    process.stderr.write('The window is incomplete; run the same command again to read these sensors.\n');
    process.exitCode = 1;
  }
  await writeResult(report);
}
