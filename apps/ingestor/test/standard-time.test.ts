import { describe, expect, it } from 'vitest';
import { localTime } from '../src/steps/local-time.ts';
import { departuresFromStandard, type Advance } from '../src/steps/standard-time.ts';
import { offsetsOf, offsetSpans } from '../src/steps/zone-offsets.ts';

function departuresAround(zone: string, year: number): Advance[] {
  return departuresFromStandard(offsetSpans(offsetsOf(zone)!, Date.UTC(year - 2, 0), Date.UTC(year + 3, 0)));
}

/** How far civil clocks are ahead of standard time, in minutes. */
function advanceAt(departures: readonly Advance[], at: number): number {
  return departures.filter(({ start, end }) => start <= at && at < end).reduce((sum, { minutes }) => sum + minutes, 0);
}

describe('departuresFromStandard', () => {
  it.each([
    ['America/New_York', '2024-07-01T00:00Z', 60, 'summer time'],
    ['America/New_York', '2024-01-01T00:00Z', 0, 'winter'],
    ['Europe/Dublin', '2024-07-01T00:00Z', 60, 'Irish Standard Time is summer time on the clocks of Belfast'],
    ['Europe/Dublin', '2024-01-01T00:00Z', 0, 'which tzdata calls a negative daylight saving'],
    ['Africa/Casablanca', '2024-01-15T00:00Z', 0, 'UTC+1 is its standard since October 2018'],
    ['Africa/Casablanca', '2024-03-25T00:00Z', -60, 'Ramadan takes it back'],
    ['Africa/Casablanca', '2017-08-15T00:00Z', 60, 'summer time until 2018'],
    ['Africa/Casablanca', '2017-06-01T00:00Z', 0, 'Ramadan within summer time'],
    ['Africa/Casablanca', '2017-12-01T00:00Z', 0, 'winter before 2018'],
    ['Africa/Cairo', '2014-07-10T00:00Z', 0, 'Ramadan within summer time'],
    ['Africa/Cairo', '2014-08-10T00:00Z', 60, 'summer time after Ramadan'],
    ['Australia/Lord_Howe', '2024-01-01T00:00Z', 30, 'half an hour'],
    ['Antarctica/Troll', '2024-07-01T00:00Z', 120, 'two hours'],
    ['Antarctica/Casey', '2018-12-01T00:00Z', 0, 'three hours are a change of zone'],
    ['Pacific/Apia', '2011-12-29T00:00Z', 60, 'summer time before the date line'],
    ['Pacific/Apia', '2012-01-05T00:00Z', 60, 'and after it'],
    ['Pacific/Apia', '2011-06-01T00:00Z', 0, 'winter before the date line'],
    ['America/Mexico_City', '2022-07-01T00:00Z', 60, 'last summer time'],
    ['America/Mexico_City', '2023-07-01T00:00Z', 0, 'abolished'],
    ['Europe/Istanbul', '2016-12-01T00:00Z', 0, 'summer time made permanent'],
    ['Europe/Moscow', '2012-07-01T00:00Z', 0, 'UTC+4 for three years'],
    ['America/Caracas', '2012-07-01T00:00Z', 0, 'half an hour back for nine years'],
    ['Asia/Almaty', '2024-02-01T00:00Z', 0, 'before the change of zone'],
    ['Asia/Almaty', '2024-04-01T00:00Z', 0, 'after the change of zone'],
    ['America/Santiago', '2016-08-01T00:00Z', 0, 'winter of three months'],
    ['America/Santiago', '2017-01-01T00:00Z', 60, 'summer of nine months'],
    ['Asia/Kolkata', '2024-07-01T00:00Z', 0, 'no daylight saving'],
  ])('%s at %s is %i minutes ahead: %s', (zone, instant, minutes) => {
    const at = Date.parse(instant);
    expect(advanceAt(departuresAround(zone, new Date(at).getUTCFullYear()), at)).toBe(minutes);
  });

  it('finds every zone of 2024 on standard time, or half an hour to two hours off it', () => {
    const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month, 15));
    const advances = Intl.supportedValuesOf('timeZone').flatMap((zone) => {
      const departures = departuresAround(zone, 2024);
      return months.map((at) => advanceAt(departures, at));
    });
    expect([...new Set(advances)].sort((one, other) => one - other)).toEqual([-60, 0, 30, 60, 120]);
  });
});

describe('localStandardDate', () => {
  it.each([
    ['America/New_York', '2024-07-01T04:30Z', '2024-07-01', '2024-06-30'],
    ['America/New_York', '2024-07-01T05:00Z', '2024-07-01', '2024-07-01'],
    ['America/New_York', '2024-01-15T05:00Z', '2024-01-15', '2024-01-15'],
    ['Europe/Dublin', '2024-07-01T23:30Z', '2024-07-02', '2024-07-01'],
    ['Africa/Casablanca', '2024-03-25T23:30Z', '2024-03-25', '2024-03-26'],
    ['Australia/Lord_Howe', '2024-01-01T13:15Z', '2024-01-02', '2024-01-01'],
    ['Pacific/Apia', '2011-12-30T10:30Z', '2011-12-31', '2011-12-30'],
  ])('%s at %s: civil %s, standard %s', (zone, instant, localDate, localStandardDate) => {
    expect(localTime(zone, Date.parse(instant))).toMatchObject({ localDate, localStandardDate });
  });
});
