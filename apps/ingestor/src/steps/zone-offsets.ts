const minute = 60_000;
const day = 86_400_000;

/**
 * Two looks at a zone are so far apart that only one change of offset fits between them. The closest two since 1975 are
 * 6.96 days apart: Brazil's north began daylight saving on 8 October 2000 and gave it up on the 15th (tzdata 2025b).
 */
const stride = 6 * day;

/** A stretch of time over which the clocks of a zone keep one distance from UTC. */
export interface OffsetSpan {
  /** Epoch milliseconds, inclusive. */
  readonly start: number;
  /** Epoch milliseconds, exclusive. */
  readonly end: number;
  readonly offsetMinutes: number;
}

/** Offset from UTC, in minutes, at an instant. Costs microseconds: for building tables, not for each event. */
export type OffsetAt = (instant: number) => number;

/** Asks the runtime's own time-zone data. Undefined for what is no IANA zone, offsets such as `+05:30` included. */
export function offsetsOf(zone: string): OffsetAt | undefined {
  const format = formatOf(zone);
  if (format === undefined) return undefined;
  return (instant) => {
    const [, sign, hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(instant)) ?? [];
    const size = Number(hours) * 60 + Number(minutes);
    return sign === '-' ? -size : size;
  };
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  // Node takes '+05:30' for a zone as well, PostgreSQL reads the same text with the opposite sign.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The spans that cover [from, to), both whole minutes. The first and the last are cut there. */
export function offsetSpans(offsetAt: OffsetAt, from: number, to: number): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  let start = from;
  let offsetMinutes = offsetAt(from);
  for (let low = from; low < to; low += stride) {
    const high = Math.min(low + stride, to);
    const after = offsetAt(high);
    if (after === offsetMinutes) continue;
    const end = changeBetween(offsetAt, low, high);
    spans.push({ start, end, offsetMinutes });
    start = end;
    offsetMinutes = after;
  }
  spans.push({ start, end: to, offsetMinutes });
  return spans;
}

/** First minute of the later offset. Offsets change on whole minutes of UTC. */
function changeBetween(offsetAt: OffsetAt, from: number, to: number): number {
  const before = offsetAt(from);
  let low = from;
  let high = to;
  while (high - low > minute) {
    const middle = low + Math.floor((high - low) / 2 / minute) * minute;
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}
