import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../src/program.ts';
import { start } from './processes.ts';

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];

/** Runs a command line that is refused before it reads the environment or connects to anything. */
function call(...args: readonly string[]): Promise<unknown> {
  const program = createProgram(new AbortController().signal);
  for (const command of withSubcommands(program)) command.exitOverride().configureOutput({ writeErr: () => undefined });
  return program.parseAsync(args, { from: 'user' });
}

describe('the command line', () => {
  it('explains itself', async () => {
    const { stdout, exitCode } = await start(['--help'], {}).ended;
    expect(exitCode).toBe(0);
    for (const command of ['migrate', 'drain', 'follow', 'replay']) expect(stdout).toContain(`  ${command} `);
    for (const variable of ['KAFKA_BROKERS', 'SCHEMA_REGISTRY_URL', 'MONGODB_URI', 'HEALTH_PORT']) {
      expect(stdout).toContain(`  ${variable}`);
    }
  });

  it('ends with 2 when the environment says nothing', async () => {
    const { stdout, stderr, exitCode } = await start(['follow'], {}).ended;
    expect(stderr).toMatch(/^environment: 3 problems\n/);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
  });

  it.each([
    ['no way to drain', ['drain'], 'give either --extraction or --until-now'],
    ['two ways to drain', ['drain', '--until-now', '--extraction', '{}'], 'give either --extraction or'],
    ['what is no report', ['drain', '--extraction', '{}'], 'is no report of an extraction'],
    ['a batch beside a report', ['drain', '--extraction', '{}', '--batch', 'b'], 'an extraction names its own'],
    ['a letter in words', ['replay', 'run', 'first'], '"first" is no letter'],
    ['a letter below the first', ['replay', 'show', '-1'], '"-1" is no letter'],
    ['letters and a reason', ['replay', 'run', '1', '--reason', 'unframed'], 'give either letters or --reason'],
    ['neither letters nor a reason', ['replay', 'run'], 'give either letters or --reason'],
    ['a reason that there is not', ['replay', 'list', '--reason', 'mood'], 'Allowed choices are unframed'],
    ['a note that says nothing', ['replay', 'discard', '1', '--note', ' '], '--note says nothing'],
    ['no note', ['replay', 'discard', '1'], "required option '--note <text>'"],
  ])('refuses %s', async (_, args, problem) => {
    await expect(call(...args)).rejects.toThrow(problem);
  });
});
