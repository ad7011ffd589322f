import { z } from 'zod';
import { problemsOf, type Problem } from '../errors/problem.ts';

/**
 * A stretch of time (from, to] on the end of periods: a reading whose period ends exactly at `from` is left out, one
 * that ends at `to` is in. Windows that meet share nothing and miss nothing.
 */
export interface TimeWindow {
  /** A Date, or ISO 8601 with Z or an offset; text without one would mean the station's local time to OpenAQ. */
  readonly from: Date | string;
  readonly to: Date | string;
}

/** The same in milliseconds since the epoch. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

const wording = 'must be a Date, or ISO 8601 with Z or an offset, such as 2025-09-20T00:00:00Z';
/** Years that OpenAQ can read: four digits. */
const earliest = Date.parse('0001-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

const instantSchema = z
  .union([z.date(), z.iso.datetime({ offset: true }).transform((text) => new Date(text))], wording)
  .transform((date) => date.getTime())
  .refine((instant) => instant >= earliest && instant <= latest, 'must lie in the years 1 to 9999');

const windowSchema = z.strictObject({ from: instantSchema, to: instantSchema });

/** The interval of a window, or all that is wrong with it. */
export function readWindow(window: TimeWindow): Interval | readonly Problem[] {
  const parsed = windowSchema.safeParse(window);
  if (!parsed.success) return problemsOf(parsed.error);
  const { from, to } = parsed.data;
  if (from < to) return parsed.data;
  return [{ path: 'to', message: from === to ? 'must be after from: the window is empty' : 'must be after from' }];
}

/** An instant as OpenAQ takes it, in UTC: an offset with `+` would have to survive every decoder on the way. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
