import { createInterface } from 'node:readline';
import { exitCodesHelp, UsageError, writeResult } from '@airstar/app-process';
import { Command } from 'commander';
import { ingestAccounting } from './accounting.ts';
import { drain, drainUntilNow } from './commands/drain.ts';
import { follow } from './commands/follow.ts';
import { migrate } from './commands/migrate.ts';
import { parseExtractions } from './extraction.ts';
import { addReplayCommands } from './replay-program.ts';
import { withStore } from './session.ts';

const environmentHelp = `
Environment:
  KAFKA_BROKERS            host:port of brokers, separated by commas
  KAFKA_SSL, KAFKA_SASL_MECHANISM, KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD
                           how to log in (mechanisms: plain, scram-sha-256, scram-sha-512)
  KAFKA_SESSION_TIMEOUT_SECONDS
                           after how much silence an ingestor counts as dead and others go on (default: 20)
  KAFKA_GROUP_ID           group that says how far the raw store has come (default: airstar.ingestor)
  SCHEMA_REGISTRY_URL, SCHEMA_REGISTRY_USERNAME, SCHEMA_REGISTRY_PASSWORD
  MONGODB_URI              mongodb://user:password@host:port/
  MONGODB_DATABASE         database of the raw store (default: airstar)
  CONNECT_TIMEOUT_SECONDS  how long a service may be away (default: 60, raw store 30)
  HEALTH_PORT, HEALTH_HOST where drain and follow serve /healthz and /metrics (default: not at all; 127.0.0.1)
  A secret may stand in a file: KAFKA_SASL_PASSWORD_FILE, SCHEMA_REGISTRY_PASSWORD_FILE, MONGODB_URI_FILE.
${exitCodesHelp}`;

/** The command line of the ingestor. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('ingestor')
    .description('Brings events into the raw store, each published version once. The last line of output is JSON.')
    .addHelpText('after', environmentHelp);
  program
    .command('migrate')
    .description('create topics, register schemas, prepare the raw store; doing it again changes nothing')
    .action(async () => writeResult(await withStore((session) => migrate(session, say))));
  program
    .command('drain')
    .description('take in what an extraction published, compare the counts, then end')
    .option('--extraction <report>', 'last line of the extractor, once for each task; - reads lines', collect, [])
    .option('--until-now', 'instead: whatever the log holds now')
    .option('--batch <id>', 'with --until-now: print the accounting of this batch')
    .action(async (options: DrainCommandOptions) => writeResult(await runDrain(options, signal)));
  program
    .command('follow')
    .description('take in whatever is published, until it is stopped')
    .action(async () => writeResult(await withStore(({ ingest, groupId }) => follow(ingest, { groupId, signal }))));
  addReplayCommands(program);
  return program;
}

interface DrainCommandOptions {
  readonly extraction: readonly string[];
  readonly untilNow?: true;
  readonly batch?: string;
}

async function runDrain({ extraction, untilNow, batch }: DrainCommandOptions, signal: AbortSignal): Promise<object> {
  const isExtraction = extraction.length > 0;
  if (isExtraction === (untilNow ?? false)) {
    throw new UsageError('ingestor drain', ['give either --extraction or --until-now']);
  }
  if (isExtraction && batch !== undefined) {
    throw new UsageError('ingestor drain', ['--batch goes with --until-now: an extraction names its own']);
  }
  const wanted = isExtraction ? parseExtractions('ingestor drain', await readLines(extraction)) : undefined;
  return withStore(async (session) => {
    const options = { groupId: session.groupId, signal };
    if (wanted) return drain(session, wanted, options);
    const drained = await drainUntilNow(session, options);
    return batch === undefined ? drained : ingestAccounting(session.store, batch, drained.seconds);
  });
}

async function readLines(extractions: readonly string[]): Promise<string[]> {
  const given = extractions.filter((line) => line !== '-');
  if (given.length < extractions.length) for await (const line of createInterface(process.stdin)) given.push(line);
  return given;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
