import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockTime, datesBetween, daySpan, shortTime } from '../../src/report/format.ts';
import { timeAxis } from '../../src/report/time-axis.ts';
import { recordedData } from './recorded.ts';

const data = recordedData();
const dayLength = 86_400_000;

function axisOf(from: string, to: string, timezone: string, ticks = 5) {
  const [station] = data.stations;
  const run = { ...data.run, window: { from: Date.parse(from), to: Date.parse(to) } };
  return timeAxis({ ...data, run, stations: [{ ...station!, timezone }] }, ticks);
}

describe('timeAxis', () => {
  test('covers the civil days of the station that the window touches', () => {
    expect(axisOf('2025-09-20T00:00:00Z', '2025-10-10T23:00:00Z', 'America/Mexico_City')).toMatchObject({
      first: '2025-09-19',
      last: '2025-10-10',
      days: 22,
    });
    expect(axisOf('2025-01-01T00:00:00Z', '2025-01-02T00:00:00Z', 'Asia/Kathmandu')).toMatchObject({
      first: '2025-01-01',
      last: '2025-01-02',
    });
  });

  test('ends a window at the day whose last hour it includes', () => {
    expect(axisOf('2025-09-22T06:00:00Z', '2025-09-30T06:00:00Z', 'America/Mexico_City').last).toBe('2025-09-29');
  });

  test('marks Mondays over weeks, and firsts of a month over years', () => {
    const weeks = axisOf('2025-09-20T00:00:00Z', '2025-10-10T23:00:00Z', 'America/Mexico_City');
    expect(weeks.ticks.map((wall) => weeks.tickLabel(wall))).toEqual(['22 Sep', '29 Sep', '6 Oct']);
    const years = axisOf('2023-01-15T00:00:00Z', '2025-01-15T00:00:00Z', 'UTC');
    expect(years.ticks.map((wall) => years.tickLabel(wall))).toEqual(['Jul 2023', 'Jan 2024', 'Jul 2024', 'Jan 2025']);
  });

  test('has few ticks, all inside, in order, for any window', () => {
    const start = fc.integer({ min: Date.parse('2016-01-01'), max: Date.parse('2026-01-01') });
    fc.assert(
      fc.property(start, fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 3, max: 8 }), (from, days, most) => {
        const to = new Date(from + days * dayLength).toISOString();
        const { ticks, min, max } = axisOf(new Date(from).toISOString(), to, 'Pacific/Apia', most);
        expect(ticks.length).toBeLessThanOrEqual(most + 1);
        expect(ticks.every((tick) => tick >= min && tick < max && tick % dayLength === 0)).toBe(true);
        expect(ticks).toEqual(ticks.toSorted((left, right) => left - right));
      }),
    );
  });
});

test('dates run through leap days and daylight saving without a skip', () => {
  expect(datesBetween('2024-02-27', '2024-03-02')).toEqual([
    '2024-02-27',
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
    '2024-03-02',
  ]);
  expect(datesBetween('2025-10-25', '2025-10-27')).toHaveLength(3);
  expect(datesBetween('2025-10-27', '2025-10-25')).toEqual([]);
});

test('an instant is told in the time of the station', () => {
  const instant = Date.parse('2025-10-10T23:05:00Z');
  expect(clockTime(instant, 'America/Mexico_City')).toBe('10 Oct 2025, 17:05');
  expect(shortTime(instant, 'Asia/Kathmandu')).toBe('11 Oct, 04:50');
  expect(shortTime(Date.parse('2025-09-30T00:00:00Z'), 'UTC')).toBe('30 Sep, 00:00');
});

test('a span names of its first day only what differs', () => {
  expect(daySpan('2025-09-22', '2025-09-29')).toBe('22 and 29 September 2025');
  expect(daySpan('2025-09-19', '2025-10-10')).toBe('19 September and 10 October 2025');
  expect(daySpan('2024-12-30', '2025-01-02')).toBe('30 December 2024 and 2 January 2025');
});
