import type { EpochMilliseconds } from '@airstar/schemas';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const scaled = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 4 });
const [hundreds, units, fractions] = [fixed(0), fixed(1), fixed(2)];
const dayLength = 86_400_000;
// British English of ICU shortens September to four letters.
const months = 'January,February,March,April,May,June,July,August,September,October,November,December'.split(',');

/** A count: `9,061`. */
export function count(value: number): string {
  return whole.format(value);
}

/** A count with its noun: `1 station`, `5 stations`. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** A measured value with the digits an instrument of this kind can answer for: 168, 54.0, 0.52. */
export function amount(value: number): string {
  const size = Math.abs(value);
  return signed(size >= 100 ? hundreds : size >= 1 || size === 0 ? units : fractions, value);
}

/** A value on a scale, without trailing zeros: 45, 22.5. */
export function tick(value: number): string {
  return signed(scaled, value);
}

/** `7 Oct` for `2025-10-07`. */
export function day(date: string): string {
  return `${Number(date.slice(8))} ${monthName(date).slice(0, 3)}`;
}

/** `19 September and 10 October 2025`: of the first day only what differs from the last. */
export function daySpan(first: string, last: string): string {
  const [day, month, year] = longDay(first).split(' ');
  const start =
    first.slice(0, 7) === last.slice(0, 7)
      ? [day]
      : first.slice(0, 4) === last.slice(0, 4)
        ? [day, month]
        : [day, month, year];
  return `${start.join(' ')} and ${longDay(last)}`;
}

/** `7 October 2025` for `2025-10-07`. */
export function longDay(date: string): string {
  return `${Number(date.slice(8))} ${monthName(date)} ${date.slice(0, 4)}`;
}

/** `10 Oct 2025, 17:00` in the given IANA zone. */
export function clockTime(instant: EpochMilliseconds, timezone: string): string {
  const date = civilDate(instant, timezone);
  return `${day(date)} ${date.slice(0, 4)}, ${clock(instant, timezone)}`;
}

/** `10 Oct, 17:00` in the given IANA zone. */
export function shortTime(instant: EpochMilliseconds, timezone: string): string {
  return `${day(civilDate(instant, timezone))}, ${clock(instant, timezone)}`;
}

/** Civil date of an instant in a zone, as `2025-10-07`. */
export function civilDate(instant: EpochMilliseconds, timezone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone }).format(instant);
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(items);
}

/** Every civil date from the first to the last, both included. */
export function datesBetween(first: string, last: string): string[] {
  const dates: string[] = [];
  for (let instant = Date.parse(first); instant <= Date.parse(last); instant += dayLength) {
    dates.push(new Date(instant).toISOString().slice(0, 10));
  }
  return dates;
}

function fixed(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

// A minus sign, not a hyphen.
function signed(format: Intl.NumberFormat, value: number): string {
  return format.format(value).replace('-', '−');
}

function monthName(date: string): string {
  return months[Number(date.slice(5, 7)) - 1] ?? '';
}

function clock(instant: EpochMilliseconds, timezone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, hour: '2-digit', minute: '2-digit' }).format(instant);
}
