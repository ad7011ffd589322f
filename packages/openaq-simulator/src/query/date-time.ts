import { offsetSuffix } from '../timestamp.ts';

/** A moment as a caller wrote it. `wallClock` is what stands there, read as if it were UTC, in milliseconds. */
export interface WrittenTime {
  readonly wallClock: number;
  /** Milliseconds east of UTC; undefined for a naive time, which means the station's local time. */
  readonly offset: number | undefined;
}

const pattern =
  /^(\d{4}-\d\d-\d\d)(?:[Tt _]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d+))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?)?$/;
const epoch = /^-?\d+(\.\d+)?$/;

// Beyond this an epoch number counts milliseconds, not seconds: pydantic's "watershed".
const secondsWatershed = 2e10;

/**
 * A query's date or datetime: `2025-09-20`, naive, with `Z` or an offset (a blank or `_` may stand for the `T`), or an
 * epoch number. Gives the words of pydantic, a string, for what it refuses.
 */
export function parseDateTime(text: string): WrittenTime | string {
  if (epoch.test(text)) return fromEpoch(Number(text));
  const match = pattern.exec(text);
  if (match === null) return complaint(text);
  const [, date = '', hour = '00', minute = '00', second = '00', fraction = '', zulu, sign, offsetHour, offsetMinute] =
    match;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return complaint(text);
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  const wallClock = midnight + seconds * 1000 + Number(`0.${fraction.slice(0, 6)}0`) * 1000;
  if (zulu !== undefined) return { wallClock, offset: 0 };
  if (sign === undefined) return { wallClock, offset: undefined };
  const size = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return { wallClock, offset: sign === '-' ? -size : size };
}

function fromEpoch(value: number): WrittenTime {
  return { wallClock: Math.abs(value) > secondsWatershed ? value : value * 1000, offset: 0 };
}

const expectations: readonly (readonly [RegExp, string])[] = [
  [/^.{10}/s, 'input is too short'],
  [/^\d{4}/, 'invalid character in year'],
  [/^.{4}-/, 'invalid date separator, expected `-`'],
  [/^.{5}\d\d/, 'invalid character in month'],
  [/^.{5}(0[1-9]|1[0-2])/, 'month value is outside expected range of 1-12'],
  [/^.{7}-/, 'invalid date separator, expected `-`'],
  [/^.{8}\d\d/, 'invalid character in day'],
  [/^.{10}($|[Tt _])/, 'invalid datetime separator, expected `T`, `t`, `_` or space'],
  [/^.{10}($|.([01]\d|2[0-3]))/, 'hour value is outside expected range of 0-23'],
  [/^.{10}($|.{3}:[0-5]\d)/, 'minute value is outside expected range of 0-59'],
];

function complaint(text: string): string {
  const failed = expectations.find(([expected]) => !expected.test(text));
  if (failed !== undefined) return failed[1];
  return pattern.test(text)
    ? 'day value is outside expected range'
    : 'unexpected extra characters at the end of the input';
}

/** `str()` of a Python datetime. */
export function pythonDateTime(time: WrittenTime): string {
  const milliseconds = Math.floor(time.wallClock);
  const whole = new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
  const micros = Math.round((time.wallClock - Math.floor(milliseconds / 1000) * 1000) * 1000);
  const fraction = micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
  return whole + fraction + offsetText(time.offset);
}

function offsetText(offset: number | undefined): string {
  if (offset === undefined) return '';
  return offset === 0 ? '+00:00' : offsetSuffix(offset);
}
