import { UsageError } from '@airstar/app-process';

const longest = 24 * 60;

/**
 * Minutes of the command line, in milliseconds.
 *
 * @throws {UsageError} where it is no whole number of minutes up to a day.
 */
export function parseMaxWait(operation: string, minutes: string): number {
  if (/^\d{1,4}$/.test(minutes) && Number(minutes) <= longest) return Number(minutes) * 60_000;
  throw new UsageError(operation, [`--max-wait "${minutes}" is not a whole number of minutes up to ${longest}`]);
}
