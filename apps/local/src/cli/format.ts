import Table from 'cli-table3';
import colors from 'picocolors';

/** `9061` → `9,061`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** `0.8412` → `0.84 s`. */
export const formatSeconds = (seconds: number): string => `${seconds.toFixed(2)} s`;

export const formatInstant = (instant: number): string => new Date(instant).toISOString().replace(/\.000Z$/, 'Z');

/** A table for people. Numbers are right-aligned. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const numeric = head.map((_, column) => rows.every((row) => /^(-?[\d,.]+( s)?|–|)$/.test(row[column] ?? '')));
  const table = new Table({
    head: head.map((title) => colors.bold(title)),
    colAligns: numeric.map((isNumeric) => (isNumeric ? 'right' : 'left')),
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
