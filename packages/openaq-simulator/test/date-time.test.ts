import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDateTime } from '../src/query/date-time.ts';

const utc = (text: string): number => Date.parse(text);
const naive = (text: string) => ({ wallClock: utc(text), offset: undefined });
const east = (text: string, minutes: number) => ({ wallClock: utc(text), offset: minutes * 60_000 });

describe('dates in a query', () => {
  it.each([
    ['2025-09-20', naive('2025-09-20T00:00Z')],
    ['2025-09-20T01:02', naive('2025-09-20T01:02Z')],
    ['2025-09-20 01:02:03', naive('2025-09-20T01:02:03Z')],
    ['2025-09-20_01:02:03', naive('2025-09-20T01:02:03Z')],
    ['2025-09-20t01:02:03z', east('2025-09-20T01:02:03Z', 0)],
    ['2025-09-20T01:02:03.5Z', east('2025-09-20T01:02:03.5Z', 0)],
    ['2025-09-20T01:02:03,123456789Z', { wallClock: utc('2025-09-20T01:02:03.123Z') + 0.456, offset: 0 }],
    ['2025-09-20T01:02:03-06:00', east('2025-09-20T01:02:03Z', -360)],
    ['2025-09-20T01:02:03+0545', east('2025-09-20T01:02:03Z', 345)],
    ['2024-02-29', naive('2024-02-29T00:00Z')],
    ['1758326400', east('2025-09-20T00:00Z', 0)],
    ['1758326400.5', east('2025-09-20T00:00:00.5Z', 0)],
    ['1758326400000', east('2025-09-20T00:00Z', 0)],
    ['-3600', east('1969-12-31T23:00Z', 0)],
  ])('%s is read', (text, time) => {
    expect(parseDateTime(text)).toEqual(time);
  });

  it.each([
    ['', 'input is too short'],
    ['NA', 'input is too short'],
    ['2025-9-20', 'input is too short'],
    ['20-09-2025x', 'invalid character in year'],
    ['2025/09/20', 'invalid date separator, expected `-`'],
    ['2025-0x-20', 'invalid character in month'],
    ['2025-13-20', 'month value is outside expected range of 1-12'],
    ['2025-09/20', 'invalid date separator, expected `-`'],
    ['2025-09-2x', 'invalid character in day'],
    ['2025-02-30', 'day value is outside expected range'],
    ['2025-02-30T01:00:00Z', 'day value is outside expected range'],
    ['2025-09-20x01:00', 'invalid datetime separator, expected `T`, `t`, `_` or space'],
    ['2025-09-20T24:00', 'hour value is outside expected range of 0-23'],
    ['2025-09-20T01:60', 'minute value is outside expected range of 0-59'],
    // A `+` that was not escaped reaches the server as a blank.
    ['2025-09-20T01:00:00 00:00', 'unexpected extra characters at the end of the input'],
  ])('%j is refused: %s', (text, words) => {
    expect(parseDateTime(text)).toBe(words);
  });

  it('reads back what any instant is written as', () => {
    const instants = fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseDateTime(new Date(instant).toISOString())).toEqual({ wallClock: instant, offset: 0 });
      }),
    );
  });
});
