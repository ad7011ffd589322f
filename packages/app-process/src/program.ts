import { constants } from 'node:os';
import { CommanderError, type Command } from 'commander';
import { HealthServerError } from './health/server.ts';
import { UsageError } from './usage-error.ts';

/** For the help of a program: what its exit code says. */
export const exitCodesHelp = `
Exit codes: 0 done, 1 failed, another try may succeed, 2 called wrongly, 4 refused, another try would fail as well,
130 and 143 stopped by a signal before the work was done.`;

/** Errors that speak for themselves: their message is for the person who runs the program. */
export type ErrorClass = abstract new (...args: never[]) => Error;

export interface ProgramOptions {
  /** Printed as their message alone; what is not among them keeps its stack. */
  readonly expected: readonly ErrorClass[];
  /** Those of them that end with 4 though they are retriable: another try soon would fail as well. */
  readonly notSoon?: readonly ErrorClass[];
  /** Aborted by the first SIGTERM or SIGINT. Without it a signal ends the process at once. */
  readonly stop?: AbortController;
  /** Said when a signal ended a command before its work was done. Default `Stopped.` */
  readonly stoppedNote?: string;
  /** How long a handle that a client has left open may keep the process, in milliseconds. Default 5000. */
  readonly graceMs?: number;
}

/**
 * Runs the command line of a process and sets its exit code: 0 done; 1 failed, and another try may succeed; 2 called
 * wrongly (command line or environment); 4 refused, where an expected error has `retriable: false` or is among those of
 * `notSoon`: it will be again, until somebody changes something or waits (3 is the embedded program's "done, with
 * rejects"); 130 or 143 when SIGINT or SIGTERM ended a command before its work was done. A command that resolves after
 * the signal has done what it was asked for: 0. A second signal ends the process at once.
 *
 * When the command is done the process ends, even where a client has left a socket or a timer open.
 */
export async function runProgram(program: Command, options: ProgramOptions): Promise<void> {
  const { stop } = options;
  const received = stop && abortOnSignal(stop);
  for (const command of withSubcommands(program)) command.exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    const signal = received?.();
    if (signal !== undefined && isStopOf(error, options)) {
      process.stderr.write(`${options.stoppedNote ?? 'Stopped.'}\n`);
      process.exitCode = 128 + constants.signals[signal];
    } else process.exitCode = report(error, options);
  }
  // Fires only where something else keeps the process.
  setTimeout(() => process.exit(), options.graceMs ?? 5000).unref();
}

const signals = ['SIGTERM', 'SIGINT'] as const;

function abortOnSignal(stop: AbortController): () => (typeof signals)[number] | undefined {
  let received: (typeof signals)[number] | undefined;
  const listeners = signals.map((signal) => {
    const listener = (): void => {
      received = signal;
      // Without a listener the next signal, whichever of the two, has its default effect.
      for (const each of listeners) process.off(each.signal, each.listener);
      stop.abort();
    };
    process.on(signal, listener);
    return { signal, listener };
  });
  return () => received;
}

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

const isOneOf = (error: unknown, types: readonly ErrorClass[]): error is Error =>
  types.some((type) => error instanceof type);

const isExpected = (error: unknown, { expected }: ProgramOptions): error is Error =>
  isOneOf(error, [UsageError, HealthServerError, ...expected]);

const isRefusal = (error: Error, { notSoon = [] }: ProgramOptions): boolean =>
  ('retriable' in error && error.retriable === false) || isOneOf(error, notSoon);

/** What fails for another reason while a program stops is no less of a failure. */
const isStopOf = (error: unknown, options: ProgramOptions): boolean =>
  isExpected(error, options) || (error instanceof Error && error.name === 'AbortError');

function report(error: unknown, options: ProgramOptions): number {
  // Commander has printed what it has to say: help, or what is wrong with the command line.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const isKnown = isExpected(error, options);
  process.stderr.write(`${isKnown ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
  if (error instanceof UsageError) return 2;
  return isKnown && isRefusal(error, options) ? 4 : 1;
}
