import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localTime } from '../src/steps/local-time.ts';
import { askIntl, minutesShowing } from './intl-clock.ts';

const hour = 3_600_000;
const zones = [
  'America/Mexico_City',
  'America/New_York',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Antarctica/Casey',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Dublin',
  'Europe/Istanbul',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'UTC',
];

const minuteOf = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from) / 60_000, max: Date.parse(to) / 60_000 - 1 }).map((minutes) => minutes * 60_000);
const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

// Two days on either side of moments at which clocks were moved, some of them at midnight or by half an hour.
const nearChange = fc
  .tuple(
    fc.constantFrom<[string, string]>(
      ['Pacific/Apia', '2011-12-30T10:00Z'],
      ['Australia/Lord_Howe', '2024-04-06T15:00Z'],
      ['Australia/Lord_Howe', '2024-10-05T15:30Z'],
      ['America/Sao_Paulo', '2018-02-18T02:00Z'],
      ['America/Sao_Paulo', '2018-11-04T03:00Z'],
      ['America/Havana', '2024-11-03T05:00Z'],
      ['America/Mexico_City', '2022-10-30T07:00Z'],
      ['America/Santiago', '2024-04-07T03:00Z'],
      ['Africa/Cairo', '2024-04-25T22:00Z'],
      ['Africa/Casablanca', '2024-03-10T02:00Z'],
      ['Africa/Casablanca', '2024-04-14T02:00Z'],
      ['Antarctica/Troll', '2024-03-31T01:00Z'],
      ['Asia/Beirut', '2024-03-30T22:00Z'],
      ['Asia/Gaza', '2024-04-19T23:00Z'],
      ['Asia/Pyongyang', '2018-05-04T15:00Z'],
      ['Europe/Dublin', '2024-10-27T01:00Z'],
    ),
    fc.integer({ min: -48 * 60, max: 48 * 60 }),
  )
  .map(([[zone, change], minutes]) => ({ zone, instant: Date.parse(change) + minutes * 60_000 }));
const somewhere = fc.record({
  zone: fc.oneof(fc.constantFrom(...zones), anyZone),
  instant: minuteOf('2005-01-01T00:00Z', '2031-01-01T00:00Z'),
});
const moment = fc.oneof(nearChange, somewhere);

describe('localTime', () => {
  it('shows the date, hour and offset that the runtime shows, in any zone', () => {
    fc.assert(
      fc.property(moment, ({ zone, instant }) => {
        const { date, hour: civilHour, offsetMinutes } = askIntl(zone, instant);
        expect(localTime(zone, instant)).toMatchObject({
          localDate: date,
          localHour: civilHour,
          utcOffsetMinutes: offsetMinutes,
        });
      }),
      { numRuns: 1500 },
    );
  });

  it('gives a day as many minutes as clocks show its date', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 3, arbitrary: nearChange }, somewhere), ({ zone, instant }) => {
        // St. John's moved its clocks at 00:01 until 2011, which quarters of an hour cannot count.
        fc.pre(instant > Date.UTC(2011, 11));
        const local = localTime(zone, instant)!;
        expect(local.localDayMinutes).toBe(minutesShowing(zone, local.localDate, instant));
      }),
      { numRuns: 400 },
    );
  });

  it('starts the hour at its full hour on local clocks, never after the instant and less than an hour before', () => {
    fc.assert(
      fc.property(moment, ({ zone, instant }) => {
        const { localHourStart, utcOffsetMinutes } = localTime(zone, instant)!;
        expect(instant - localHourStart).toBeGreaterThanOrEqual(0);
        expect(instant - localHourStart).toBeLessThan(hour);
        expect(Math.abs((localHourStart + utcOffsetMinutes * 60_000) % hour)).toBe(0);
      }),
    );
  });

  it.each([
    ['America/Mexico_City', '2022-04-03T12:00Z', '2022-04-03', 1380],
    ['America/Mexico_City', '2022-10-30T12:00Z', '2022-10-30', 1500],
    ['America/Mexico_City', '2023-04-02T12:00Z', '2023-04-02', 1440],
    ['Australia/Lord_Howe', '2024-10-06T00:00Z', '2024-10-06', 1410],
    ['Australia/Lord_Howe', '2024-04-07T00:00Z', '2024-04-07', 1470],
    ['America/Sao_Paulo', '2018-11-04T12:00Z', '2018-11-04', 1380],
    ['Antarctica/Troll', '2024-03-31T12:00Z', '2024-03-31', 1320],
    ['Asia/Kathmandu', '2024-03-31T12:00Z', '2024-03-31', 1440],
  ])('%s at %s: %s has %i minutes', (zone, instant, localDate, localDayMinutes) => {
    expect(localTime(zone, Date.parse(instant))).toMatchObject({ localDate, localDayMinutes });
  });

  it('leaves out 30 December 2011 in Apia, and keeps its neighbours whole', () => {
    const skip = Date.parse('2011-12-30T10:00Z');
    const before = localTime('Pacific/Apia', skip - 1);
    const after = localTime('Pacific/Apia', skip);
    expect(before).toMatchObject({
      localDate: '2011-12-29',
      localHour: 23,
      localDayMinutes: 1440,
      utcOffsetMinutes: -600,
    });
    expect(after).toMatchObject({
      localDate: '2011-12-31',
      localHour: 0,
      localDayMinutes: 1440,
      utcOffsetMinutes: 840,
    });
  });

  it('keeps the two hours of one name apart when clocks are turned back', () => {
    const first = localTime('Europe/Dublin', Date.parse('2024-10-27T00:30Z'))!;
    const second = localTime('Europe/Dublin', Date.parse('2024-10-27T01:30Z'))!;
    expect([first.localHour, second.localHour]).toEqual([1, 1]);
    expect(second.localHourStart - first.localHourStart).toBe(hour);
  });

  it('floors to the hour of the zone, not of UTC', () => {
    const { localHour, localHourStart } = localTime('Asia/Kathmandu', Date.parse('2024-06-01T00:30Z'))!;
    expect(localHour).toBe(6);
    expect(new Date(localHourStart).toISOString()).toBe('2024-06-01T00:15:00.000Z');
  });

  it.each(['Mars/Olympus_Mons', '', '+05:30', '-0600', 'null', 'America/Mexico City', '__proto__'])(
    "does not know '%s' for a zone",
    (zone) => {
      expect(localTime(zone, 0)).toBeUndefined();
      expect(localTime(zone, 0)).toBeUndefined();
    },
  );
});
