import { Command } from 'commander';
import { UsageError } from '@airstar/app-process';
import { readEnvironment } from '../env.ts';
import type { RawRunOptions } from '../commands/run.ts';
import type { SqlOptions } from '../commands/sql.ts';

/** The `airstar` command. */
export interface Program {
  /** Runs the command line and gives the exit code. */
  run(argv: readonly string[]): Promise<number>;
}

const environmentHelp = `
Environment:
  OPENAQ_API_KEY          read the live API (without it: recorded data of Guadalajara)
  OPENAQ_BASE_URL         another server that speaks OpenAQ v3
  OPENAQ_REQUESTS_PER_MINUTE, OPENAQ_REQUESTS_PER_HOUR
                          budget of the key (default: 60 and 2,000)
  AIRSTAR_DATA_DIRECTORY  where database, raw store and report live (default: .airstar)
  AIRSTAR_POSTGRES_PORT   port of the embedded PostgreSQL (default: a free one)
  NO_COLOR                no colours

Exit codes: 0 all is well, 1 failed, 2 wrong options or environment, 3 done, but records were rejected or sensors
could not be read, 130 stopped by Ctrl-C.`;

/** Each command loads its own code: nobody waits for charts who asks for help, or for DuckDB who runs a query. */
export function createProgram(signal: AbortSignal): Program {
  let exitCode = 0;
  const program = new Command('airstar')
    .description('Open air-quality readings, from OpenAQ to a star schema, in one process.')
    .addHelpText('after', environmentHelp);

  command(program, 'run', 'bring a window of readings into the star schema')
    .option('--from <instant>', 'start of the window, exclusive; a bare date is 00:00 UTC')
    .option('--to <instant>', 'end of the window, inclusive')
    .option('--locations <ids>', 'stations by OpenAQ id, e.g. 7855,7982')
    .option('--bbox <box>', 'all stations in minLongitude,minLatitude,maxLongitude,maxLatitude')
    .option('--no-report', 'do not write the report')
    .action(async (options: RawRunOptions, self: Command) => {
      const { run } = await import('../commands/run.ts');
      exitCode = await run(options, unknownArguments(self), signal);
    });
  command(program, 'status', 'what is in the star schema, and how the last runs went').action(
    async (_, self: Command) => {
      refuseUnknown(self);
      const { status } = await import('../commands/status.ts');
      await status(readEnvironment());
    },
  );
  command(program, 'report', 'write the report of the last run anew').action(async (_, self: Command) => {
    refuseUnknown(self);
    const { report } = await import('../commands/report.ts');
    await report(readEnvironment());
  });
  command(program, 'sql', 'run a query as the read-only role')
    .argument('<query>', 'e.g. "select * from star.station"')
    .option('--json', 'print JSON')
    .option('--csv', 'print CSV')
    .action(async (query: string, options: SqlOptions, self: Command) => {
      refuseUnknown(self, 1);
      const { sql } = await import('../commands/sql.ts');
      await sql(query, options, readEnvironment());
    });

  return {
    run: async (argv) => {
      await program.parseAsync(argv);
      return exitCode;
    },
  };
}

/** Commander stops at the first option it does not know; we want to name them all, with the other problems. */
const command = (program: Command, name: string, description: string): Command =>
  program.command(name).description(description).allowUnknownOption().allowExcessArguments();

const unknownArguments = (self: Command, known = 0): string[] =>
  self.args.slice(known).map((argument) => `${argument} is not known; airstar ${self.name()} --help lists the options`);

function refuseUnknown(self: Command, known = 0): void {
  const problems = unknownArguments(self, known);
  if (problems.length > 0) throw new UsageError(`airstar ${self.name()}`, problems);
}
