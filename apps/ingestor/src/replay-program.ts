import { randomBytes } from 'node:crypto';
import { UsageError, writeResult } from '@airstar/app-process';
import { deadLetterReasons } from '@airstar/kafka-io';
import { Option, type Command } from 'commander';
import { discard } from './commands/replay-discard.ts';
import { list } from './commands/replay-list.ts';
import { replay, type ReplayOptions } from './commands/replay-run.ts';
import { show } from './commands/replay-show.ts';
import { withLog } from './session.ts';

/** Adds `replay` with its commands: what a person does with dead letters. */
export function addReplayCommands(program: Command): void {
  const replays = program.command('replay').description('look at dead letters, send them again, discard them');
  replays
    .command('list')
    .description('dead letters that wait for a person')
    .addOption(reasonOption('only those of this reason'))
    .option('--all', 'also those that were replayed or discarded')
    .option('--json', 'a JSON object a line')
    .action(async ({ reason, all = false, json = false }: { reason?: string; all?: boolean; json?: boolean }) => {
      const options = { ...(reason !== undefined && { reason }), withHandled: all, json, print };
      await writeResult(await withLog(({ transport }) => list(transport, options)));
    });
  replays
    .command('show <letter>')
    .description('one letter, whole, by its number in the list')
    .action(async (letter: string) => {
      const [offset = 0] = parseLetters('show', [letter]);
      await writeResult(await withLog((session) => show(session, offset)));
    });
  replays
    .command('run [letters...]')
    .description('send letters to their topics again; the last line is a report for drain --extraction')
    .addOption(reasonOption('all that wait with this reason'))
    .option('--dry-run', 'say what would be sent, and send nothing')
    .action(async (letters: readonly string[], { reason, dryRun = false }: { reason?: string; dryRun?: boolean }) => {
      const options = { select: selection(letters, reason), batchId: newBatchId(), isDryRun: dryRun, onRefused };
      await writeResult(await withLog((session) => replay(session, options)));
    });
  replays
    .command('discard <letters...>')
    .description('remember that letters are not worth replaying')
    .requiredOption('--note <text>', 'why')
    .action(async (letters: readonly string[], { note }: { note: string }) => {
      if (note.trim() === '') throw new UsageError('ingestor replay discard', ['--note says nothing']);
      const offsets = parseLetters('discard', letters);
      await writeResult(await withLog((session) => discard(session, { offsets, note })));
    });
}

const reasonOption = (description: string): Option =>
  new Option('--reason <reason>', description).choices(deadLetterReasons);

function selection(letters: readonly string[], reason: string | undefined): ReplayOptions['select'] {
  if ((letters.length === 0) === (reason === undefined)) {
    throw new UsageError('ingestor replay run', ['give either letters or --reason']);
  }
  return reason === undefined ? { offsets: parseLetters('run', letters) } : { reason };
}

function parseLetters(command: string, letters: readonly string[]): number[] {
  const wrong = letters.filter((letter) => !/^\d{1,15}$/.test(letter));
  if (wrong.length === 0) return letters.map(Number);
  throw new UsageError(
    `ingestor replay ${command}`,
    wrong.map((letter) => `"${letter}" is no letter: take the number in front of it in the list`),
  );
}

/** Sorts by time, and no two are alike. */
function newBatchId(): string {
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  return `replay-${time}-${randomBytes(3).toString('hex')}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function onRefused(letter: number, problem: string): void {
  process.stderr.write(`not replayed: ${letter}: ${problem}\n`);
}
