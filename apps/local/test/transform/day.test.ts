import { describe, expect, test } from 'vitest';
import { viewOf, type RawReading } from './raw-database.ts';

const days = (measurement: readonly RawReading[]) => viewOf('day', { measurement });

const series = (start: string, minutes: number, values: readonly (number | null)[], timezone = 'UTC') =>
  values.map((value, index) => ({
    start: new Date(Date.parse(start) + index * minutes * 60_000).toISOString(),
    minutes,
    value,
    timezone,
  }));

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a day of hours', () => {
  test('is made of the means of its hours', async () => {
    expect(await days(series('2025-03-01T00:00:00Z', 60, upTo(24)))).toEqual([
      {
        sensor_id: '1',
        location_id: '10',
        parameter_id: '2',
        local_date: '2025-03-01',
        unit: 'µg/m³',
        mean: 11.5,
        minimum: 0,
        maximum: 23,
        standard_deviation: 7.071068,
        q02: 0.46,
        q25: 5.75,
        median: 11.5,
        q75: 17.25,
        q98: 22.54,
        observed_count: 24,
        expected_count: 24,
        flagged_count: 0,
        percent_complete: 100,
        percent_coverage: 100,
        is_valid: true,
        threshold_used: 75,
      },
    ]);
  });

  test('needs 18 of 24', async () => {
    const readings = series('2025-03-01T00:00:00Z', 60, upTo(18));
    expect(await days(readings)).toMatchObject([{ observed_count: 18, percent_coverage: 75, is_valid: true }]);
    expect(await days(readings.slice(1))).toMatchObject([
      { observed_count: 17, expected_count: 24, percent_complete: 70.833333, is_valid: false, mean: 9 },
    ]);
  });

  test('counts an hour once, however many readings it has', async () => {
    const quarters = series('2025-03-01T00:00:00Z', 15, [10, 10, 10, 10]);
    expect(await days([...quarters, ...series('2025-03-01T01:00:00Z', 60, [20])])).toMatchObject([
      { mean: 15, observed_count: 2 },
    ]);
  });

  test('leaves out hours that are not valid, and counts their flags', async () => {
    const readings = [
      ...series('2025-03-01T00:00:00Z', 15, [1000, -999, -999]),
      ...series('2025-03-01T01:00:00Z', 60, [20]),
    ];
    expect(await days(readings)).toMatchObject([{ mean: 20, observed_count: 1, flagged_count: 2 }]);
  });

  test('with nothing usable has a row, and no statistics', async () => {
    expect(await days(series('2025-03-01T00:00:00Z', 60, [null, -999]))).toMatchObject([
      { mean: null, median: null, observed_count: 0, expected_count: 24, percent_coverage: 0, is_valid: false },
    ]);
  });

  test('averages the unrounded means of its hours', async () => {
    // The rounded ones would be 1, 1 and 2 millionths, and their mean 1.
    expect(await days(series('2025-03-01T00:00:00Z', 60, [1.4e-6, 1.4e-6, 2.4e-6]))).toMatchObject([{ mean: 2e-6 }]);
  });
});

describe('the day is that of the start of the period, where the station stands', () => {
  test('the reading that ends at midnight belongs to the day before', async () => {
    const readings = series('2025-03-02T05:00:00Z', 60, [1, 2], 'America/Mexico_City');
    expect(await days(readings)).toMatchObject([
      { local_date: '2025-03-01', mean: 1 },
      { local_date: '2025-03-02', mean: 2 },
    ]);
  });

  test.each([
    ['spring', '2025-03-09T05:00:00Z', '2025-03-09', 23],
    ['autumn', '2025-11-02T04:00:00Z', '2025-11-02', 25],
  ])('a day of %s in New York from %s has its own number of hours', async (_, start, local_date, count) => {
    const readings = series(start, 60, upTo(count), 'America/New_York');
    expect(await days(readings)).toMatchObject([
      { local_date, observed_count: count, expected_count: count, percent_complete: 100, percent_coverage: 100 },
    ]);
  });

  test('18 hours of a day of 25 are too few, 17 of a day of 23 too', async () => {
    const autumn = series('2025-11-02T04:00:00Z', 60, upTo(18), 'America/New_York');
    expect(await days(autumn)).toMatchObject([{ percent_coverage: 72, is_valid: false }]);
    const spring = series('2025-03-09T05:00:00Z', 60, upTo(18), 'America/New_York');
    expect(await days(spring)).toMatchObject([{ is_valid: true }]);
    expect(await days(spring.slice(1))).toMatchObject([{ percent_coverage: 73.913043, is_valid: false }]);
  });

  test('Kathmandu, 5:45 ahead, has 24 hours of its own', async () => {
    const readings = series('2025-02-28T18:15:00Z', 60, upTo(24), 'Asia/Kathmandu');
    expect(await days(readings)).toMatchObject([{ local_date: '2025-03-01', observed_count: 24, mean: 11.5 }]);
  });

  test('Lord Howe has a day of 24½ hours, in which 25 hours begin', async () => {
    const readings = series('2025-04-05T13:00:00Z', 60, upTo(25), 'Australia/Lord_Howe');
    expect(await days(readings)).toMatchObject([
      { local_date: '2025-04-06', observed_count: 25, expected_count: 25, is_valid: true },
    ]);
  });

  test('half-hourly readings on that day: the half hour that repeats fills no hour, the others do', async () => {
    const readings = series('2025-04-05T13:00:00Z', 30, Array<number>(49).fill(4), 'Australia/Lord_Howe');
    expect(await days(readings)).toMatchObject([
      { local_date: '2025-04-06', observed_count: 24, expected_count: 25, percent_coverage: 97.959184, mean: 4 },
    ]);
  });
});

describe('periods longer than an hour', () => {
  test('a reading of 24 hours is its day', async () => {
    expect(await days(series('2025-03-01T00:00:00Z', 1440, [17]))).toMatchObject([
      {
        mean: 17,
        observed_count: 1,
        expected_count: 1,
        percent_coverage: 100,
        standard_deviation: null,
        is_valid: true,
      },
    ]);
  });

  test('a reading of 24 hours covers a day of 23, and no more than it', async () => {
    expect(await days(series('2025-03-09T05:00:00Z', 1440, [17], 'America/New_York'))).toMatchObject([
      { local_date: '2025-03-09', expected_count: 1, percent_coverage: 100, is_valid: true },
    ]);
  });

  test('readings of eight hours are three to a day, and two are too few', async () => {
    expect(await days(series('2025-03-01T00:00:00Z', 480, [1, 2]))).toMatchObject([
      { mean: 1.5, observed_count: 2, expected_count: 3, percent_coverage: 66.666667, is_valid: false },
    ]);
  });

  test('a reading of three days stands for the day on which it began', async () => {
    expect(await days(series('2025-03-01T00:00:00Z', 3 * 1440, [5]))).toMatchObject([
      { local_date: '2025-03-01', mean: 5, observed_count: 1, expected_count: 1, percent_coverage: 100 },
    ]);
  });

  test('a refused one is expected and not observed', async () => {
    expect(await days(series('2025-03-01T00:00:00Z', 1440, [-999]))).toMatchObject([
      { mean: null, observed_count: 0, expected_count: 1, flagged_count: 1, is_valid: false },
    ]);
  });
});
