import { createInterface } from 'node:readline';
import { exitCodesHelp, writeResult } from '@airstar/app-process';
import { openPool } from '@airstar/star-schema';
import { Command, InvalidArgumentError } from 'commander';
import { parseAccounting } from './accounting.ts';
import { readEnvironment } from './env.ts';
import { migrate, publish, verify, type LoaderDependencies } from './run.ts';
import { clean, freshness, partitions } from './upkeep.ts';

const environmentHelp = `
Environment:
  DATABASE_URL             postgresql://user:password@host:port/database
  PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE
                           the same in parts, where there is no URL
  A secret may stand in a file: DATABASE_URL_FILE, PGPASSWORD_FILE.
${exitCodesHelp}`;

/** The command line of the loader. */
export function createProgram(signal: AbortSignal): Command {
  const program = new Command('loader')
    .description('Publishes a staged batch into the star schema. The last line of output is JSON.')
    .addHelpText('after', environmentHelp);
  program
    .command('migrate')
    .description('bring the database to the schema of this version')
    .action(() => run(migrate));
  batchCommand(program, 'publish', 'publish a batch; doing it again changes nothing')
    .option('--accounting <line>', 'last line of a stage before, once for each; - reads lines', collect, [])
    .action(async ({ batch, accounting }: { readonly batch: string; readonly accounting: readonly string[] }) => {
      const before = parseAccounting('loader publish', batch, await readLines(accounting));
      await run((dependencies) => publish(dependencies, { batchId: batch, accounting: before, signal }));
    });
  batchCommand(program, 'verify', 'compare the star schema with a batch that is still in staging').action(
    ({ batch }: { readonly batch: string }) => run((dependencies) => verify(dependencies, { batchId: batch })),
  );
  addUpkeep(program);
  return program;
}

/** What is done once a day, beside the batches. */
function addUpkeep(program: Command): void {
  program
    .command('partitions')
    .description('make the partitions of this month and of those after it')
    .option('--months-ahead <number>', 'how many months after this one', wholeNumber, 2)
    .action((options: { readonly monthsAhead: number }) => run((dependencies) => partitions(dependencies, options)));
  program
    .command('clean')
    .description('remove what is staged of published batches and of abandoned attempts')
    .option('--keep-hours <number>', 'an attempt that got a row within them is not abandoned', wholeNumber, 24)
    .action((options: { readonly keepHours: number }) => run((dependencies) => clean(dependencies, options)));
  program
    .command('freshness')
    .description('fail when the newest reading is too old')
    .option('--within-hours <number>', 'how old it may be', wholeNumber, 6)
    .action((options: { readonly withinHours: number }) => run((dependencies) => freshness(dependencies, options)));
}

function wholeNumber(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is not a whole number up to 999999.');
}

function batchCommand(program: Command, name: string, description: string): Command {
  return program.command(name).description(description).requiredOption('--batch <id>', 'id of the batch');
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

async function readLines(accounting: readonly string[]): Promise<string[]> {
  const lines = accounting.filter((line) => line !== '-');
  if (lines.length < accounting.length) for await (const line of createInterface(process.stdin)) lines.push(line);
  return lines;
}

async function run(step: (dependencies: LoaderDependencies) => Promise<object>): Promise<void> {
  const pool = openPool({ ...readEnvironment(), applicationName: 'airstar-loader' });
  let result: object;
  try {
    result = await step({ pool, now: () => new Date() });
  } finally {
    await pool.end();
  }
  await writeResult(result);
}
