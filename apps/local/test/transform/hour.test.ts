import { describe, expect, test } from 'vitest';
import { viewOf, type RawReading } from './raw-database.ts';

const hours = (measurement: readonly RawReading[]) => viewOf('hour', { measurement });

/** Readings that follow each other from `start`, each as long as the others. */
const series = (start: string, minutes: number, values: readonly (number | null)[], more: Partial<RawReading> = {}) =>
  values.map((value, index) => ({
    start: new Date(Date.parse(start) + index * minutes * 60_000).toISOString(),
    minutes,
    value,
    ...more,
  }));

describe('statistics', () => {
  test('of four quarters of an hour, quantiles between neighbours', async () => {
    expect(await hours(series('2025-03-01T10:00:00Z', 15, [4, 1, 3, 2]))).toEqual([
      {
        sensor_id: '1',
        location_id: '10',
        parameter_id: '2',
        hour_start_utc: '2025-03-01 10:00:00',
        local_date: '2025-03-01',
        local_hour: 10,
        utc_offset_minutes: 0,
        unit: 'µg/m³',
        mean: 2.5,
        minimum: 1,
        maximum: 4,
        standard_deviation: 1.290994,
        q02: 1.06,
        q25: 1.75,
        median: 2.5,
        q75: 3.25,
        q98: 3.94,
        observed_count: 4,
        expected_count: 4,
        flagged_count: 0,
        percent_complete: 100,
        percent_coverage: 100,
        is_valid: true,
        threshold_used: 75,
      },
    ]);
  });

  test('of a single reading are that reading, with no deviation', async () => {
    expect(await hours(series('2025-03-01T10:00:00Z', 60, [7.949999928474426]))).toMatchObject([
      { mean: 7.95, minimum: 7.95, q02: 7.95, median: 7.95, q98: 7.95, standard_deviation: null, is_valid: true },
    ]);
  });

  test('are in the canonical unit', async () => {
    const readings = series('2025-03-01T10:00:00Z', 30, [0.01, 0.03], { parameter_name: 'no2', unit: 'ppm' });
    expect(await hours(readings)).toMatchObject([{ unit: 'µg/m³', mean: 37.608617 }]);
  });

  test('a half in the seventh decimal goes up, though the sum is a shade below it', async () => {
    // 16 readings of three decimals: their mean ends in …0625, a tie that the order of summation can break.
    const values = Array.from({ length: 16 }, (_, index) => (index === 0 ? 0.005 : 0));
    expect(await hours(series('2025-03-01T10:00:00Z', 3, values))).toMatchObject([{ mean: 0.000313 }]);
  });
});

describe('coverage', () => {
  test('three quarters of an hour are just enough', async () => {
    expect(await hours(series('2025-03-01T10:00:00Z', 15, [1, 2, 3]))).toMatchObject([
      { observed_count: 3, expected_count: 4, percent_complete: 75, percent_coverage: 75, is_valid: true },
    ]);
  });

  test('a ten-second sensor needs 270 readings, to the second', async () => {
    const readings = series('2025-03-01T10:00:00Z', 1 / 6, Array<number>(270).fill(1));
    expect(await hours(readings)).toMatchObject([{ observed_count: 270, expected_count: 360, is_valid: true }]);
    expect(await hours(readings.slice(1))).toMatchObject([{ observed_count: 269, is_valid: false }]);
  });

  test('half an hour is not enough: the mean is there and is not valid', async () => {
    expect(await hours(series('2025-03-01T10:00:00Z', 30, [8]))).toMatchObject([
      { mean: 8, observed_count: 1, expected_count: 2, percent_complete: 50, percent_coverage: 50, is_valid: false },
    ]);
  });

  test('refused values are counted and not averaged', async () => {
    expect(await hours(series('2025-03-01T10:00:00Z', 15, [1, -999, 3, 5]))).toMatchObject([
      { mean: 3, observed_count: 3, expected_count: 4, flagged_count: 1, is_valid: true },
    ]);
  });

  test('an hour of nothing but refused values has a row, and no statistics', async () => {
    const rows = await hours(series('2025-03-01T10:00:00Z', 15, [null, -999, 1e34, -50]));
    expect(rows).toMatchObject([
      {
        mean: null,
        minimum: null,
        standard_deviation: null,
        q02: null,
        median: null,
        observed_count: 0,
        expected_count: 4,
        flagged_count: 4,
        percent_complete: 0,
        percent_coverage: 0,
        is_valid: false,
        unit: 'µg/m³',
      },
    ]);
  });

  test('a value flagged and usable counts on both sides', async () => {
    expect(await hours(series('2025-03-01T10:00:00Z', 60, [-2]))).toMatchObject([
      { mean: -2, observed_count: 1, flagged_count: 1, is_valid: true },
    ]);
  });

  test('a sensor that changes its pace within the hour is expected at its mean pace', async () => {
    const readings = [...series('2025-03-01T10:00:00Z', 30, [1]), ...series('2025-03-01T10:30:00Z', 15, [1, 1])];
    expect(await hours(readings)).toMatchObject([{ observed_count: 3, expected_count: 3, percent_coverage: 100 }]);
  });
});

describe('local hours', () => {
  test('of Kathmandu begin at a quarter past in UTC', async () => {
    const readings = series('2025-03-01T00:15:00Z', 15, [1, 2, 3, 4, 5], { timezone: 'Asia/Kathmandu' });
    expect(await hours(readings)).toMatchObject([
      { hour_start_utc: '2025-03-01 00:15:00', local_hour: 6, utc_offset_minutes: 345, mean: 2.5, is_valid: true },
      { hour_start_utc: '2025-03-01 01:15:00', local_hour: 7, observed_count: 1, is_valid: false },
    ]);
  });

  test('of India take a reading on the UTC hour into the hour of its start', async () => {
    const readings = series('2025-03-01T00:00:00Z', 60, [9], { timezone: 'Asia/Kolkata' });
    expect(await hours(readings)).toMatchObject([
      { hour_start_utc: '2025-02-28 23:30:00', local_hour: 5, local_date: '2025-03-01', percent_coverage: 100 },
    ]);
  });

  test('that happen twice in autumn stay two', async () => {
    const readings = series('2025-11-02T05:00:00Z', 60, [1, 2], { timezone: 'America/New_York' });
    expect(await hours(readings)).toMatchObject([
      { local_hour: 1, utc_offset_minutes: -240, mean: 1 },
      { local_hour: 1, utc_offset_minutes: -300, mean: 2 },
    ]);
  });

  test('of Lord Howe, whose clocks move by half an hour: the half that happens twice is two hours', async () => {
    const readings = series('2025-04-05T14:00:00Z', 30, [1, 2, 3, 4], { timezone: 'Australia/Lord_Howe' });
    expect(await hours(readings)).toMatchObject([
      { hour_start_utc: '2025-04-05 14:00:00', local_hour: 1, utc_offset_minutes: 660, mean: 1.5, is_valid: true },
      { hour_start_utc: '2025-04-05 14:30:00', local_hour: 1, utc_offset_minutes: 630, mean: 3, is_valid: false },
      { hour_start_utc: '2025-04-05 15:30:00', local_hour: 2, utc_offset_minutes: 630, mean: 4 },
    ]);
  });
});

test('a period longer than an hour makes no hour', async () => {
  expect(await hours(series('2025-03-01T00:00:00Z', 24 * 60, [5]))).toEqual([]);
});
