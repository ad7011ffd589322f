import { redacted } from './launch.ts';
import { isAlive } from './process-identity.ts';
import { readRecords } from './records.ts';

/** One line for each service that was started: what, whether it runs, where, which process, since when, its log. */
export function statusLines(directory: string): readonly string[] {
  const rows = readRecords(directory).map((record) => [
    record.name,
    isAlive(record) ? 'running' : 'ended',
    redacted(record.address),
    `process ${record.pid}`,
    `since ${record.since}`,
    record.log,
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
