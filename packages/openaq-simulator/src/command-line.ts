import { parseArgs } from 'node:util';

export const usage = `Usage: openaq-simulator [options]

Serves OpenAQ v3: the recorded days of Guadalajara, and generated stations that report up to the last full hour.

  --host <address>      where to listen (default 127.0.0.1)
  --port <number>       0 takes a free one (default 8080)
  --sensors <number>    how many sensors to generate, 0 for none (default 40)
  --days <number>       how far back they reach (default 30)
  --seed <number>       another seed gives other values (default 1)
  --rate-limit <number> requests per key and minute (default 1000000; the real server's is 60)
  --api-key <key>       let in only this key; can be given again (default: any, and none)
  --help                show this
`;

/** What the command was asked for. */
export interface SimulatorCommand {
  readonly host: string;
  readonly port: number;
  readonly sensors: number;
  readonly days: number;
  readonly seed: number;
  readonly rateLimit: number;
  readonly apiKeys: readonly string[] | undefined;
  readonly help: boolean;
}

/** The command line does not fit; `problems` says all that is wrong with it. */
export class CommandLineError extends Error {
  override readonly name = 'CommandLineError';
  readonly retriable = false;

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`openaq-simulator: ${problems.join('; ')}. See --help.`, options);
  }
}

const numbers = {
  port: { fallback: 8080, least: 0, most: 65_535 },
  sensors: { fallback: 40, least: 0, most: 1_000_000 },
  days: { fallback: 30, least: 1, most: 3_660 },
  seed: { fallback: 1, least: 0, most: 2 ** 31 - 1 },
  'rate-limit': { fallback: 1_000_000, least: 1, most: 1_000_000_000 },
};

/** @throws CommandLineError naming everything that does not fit. */
export function parseCommandLine(args: readonly string[]): SimulatorCommand {
  const values = parse(args);
  const problems: string[] = [];
  const number = (name: keyof typeof numbers): number => {
    const { fallback, least, most } = numbers[name];
    const given = values[name];
    const value = given === undefined ? fallback : /^\d+$/.test(given) ? Number(given) : NaN;
    if (!(value >= least && value <= most)) problems.push(`--${name} is not a whole number from ${least} to ${most}`);
    return value;
  };
  const command = {
    host: values.host ?? '127.0.0.1',
    port: number('port'),
    sensors: number('sensors'),
    days: number('days'),
    seed: number('seed'),
    rateLimit: number('rate-limit'),
    apiKeys: values['api-key'],
    help: values.help ?? false,
  };
  if (problems.length > 0) throw new CommandLineError(problems);
  return command;
}

function parse(args: readonly string[]) {
  const string = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        host: string,
        port: string,
        sensors: string,
        days: string,
        seed: string,
        'rate-limit': string,
        'api-key': { ...string, multiple: true },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (cause) {
    throw new CommandLineError([cause instanceof Error ? cause.message : String(cause)], { cause });
  }
}
