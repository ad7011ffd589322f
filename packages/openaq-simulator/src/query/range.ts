import { internalServerError, jsonAnswer, type Answer } from '../answer.ts';
import type { Window } from '../dataset.ts';
import { instantOfWallClock } from '../zone.ts';
import { parseDateTime, pythonDateTime, type WrittenTime } from './date-time.ts';
import type { ParameterReader } from './parameters.ts';

export interface WrittenRange {
  readonly from: WrittenTime | undefined;
  readonly to: WrittenTime | undefined;
}

export function readRange(reader: ParameterReader): WrittenRange {
  return { from: readTime(reader, 'datetime_from'), to: readTime(reader, 'datetime_to') };
}

/** A range that ends before it begins, or compares a naive with an aware time, in the server's words. */
export function rangeRejection({ from, to }: WrittenRange): Answer | undefined {
  if (from === undefined || to === undefined) return undefined;
  if ((from.offset === undefined) !== (to.offset === undefined)) return internalServerError;
  if (to.wallClock - (to.offset ?? 0) > from.wallClock - (from.offset ?? 0)) return undefined;
  const given = `${pythonDateTime(from)} - ${pythonDateTime(to)}`;
  return jsonAnswer(422, `Date/time from must be older than the date/time to. User passed ${given}`);
}

/** The window on a station's clock. A side that was not given is open. */
export function windowOf(range: WrittenRange, timezone: string): Window {
  return {
    from: range.from === undefined ? -Infinity : instantOf(range.from, timezone),
    to: range.to === undefined ? Infinity : instantOf(range.to, timezone),
  };
}

function instantOf(time: WrittenTime, timezone: string): number {
  return time.offset === undefined ? instantOfWallClock(timezone, time.wallClock) : time.wallClock - time.offset;
}

function readTime(reader: ParameterReader, name: string): WrittenTime | undefined {
  const text = reader.text(name);
  if (text === undefined) return undefined;
  const time = parseDateTime(text);
  if (typeof time !== 'string') return time;
  // The parameter is a union of two types, and each member complains.
  const complain = (type: string, member: string, expected: string): void =>
    reader.rejections.wrongType({
      type,
      loc: ['query', name, member],
      msg: `Input should be a valid ${expected}, ${time}`,
      input: text,
      ctx: { error: time },
    });
  complain('datetime_from_date_parsing', 'datetime', 'datetime or date');
  complain('date_from_datetime_parsing', 'date', 'date or datetime');
  return undefined;
}
