import { beforeAll, describe, expect, test } from 'vitest';
import { viewOf, type RawReading } from './raw-database.ts';

const start = '2025-03-01T00:00:00Z';
const one = async (reading: Partial<RawReading>) => {
  const rows = await viewOf('measurement', { measurement: [{ start, value: 1, ...reading }] });
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

const MISSING = 1;
const SENTINEL = 2;
const NEGATIVE_SMALL = 4;
const NEGATIVE = 8;
const RANGE = 16;
const SOURCE_FLAGGED = 32;
const UNIT_UNKNOWN = 64;

/** The measurement of each reading, as if each had its own sensor: one database for all cases of a table. */
function measurementsOf(readings: readonly Partial<RawReading>[]) {
  let rows: Awaited<ReturnType<typeof viewOf>> = [];
  beforeAll(async () => {
    const raw = readings.map((reading, index) => ({ start, value: 1, ...reading, sensor_id: index }));
    rows = await viewOf('measurement', { measurement: raw });
  });
  return (index: number) => rows[index]!;
}

describe('flags', () => {
  const cases: [string, string, string, number | null, number | null, number][] = [
    ['an ordinary value', 'pm25', 'µg/m³', 12.5, 12.5, 0],
    ['zero', 'pm25', 'µg/m³', 0, 0, 0],
    ['no value', 'pm25', 'µg/m³', null, null, MISSING],
    ['−999', 'pm25', 'µg/m³', -999, null, SENTINEL],
    ['985 of PM10', 'pm10', 'µg/m³', 985, null, SENTINEL],
    ['985 of ozone in ppb', 'o3', 'ppb', 985, 985 * 1.96187239, RANGE],
    ['984.9 of PM2.5', 'pm25', 'µg/m³', 984.9, 984.9, 0],
    ['9999 of a count', 'um003', 'particles/cm³', 9999, 9999, 0],
    ['9999 of PM2.5', 'pm25', 'µg/m³', 9999, null, SENTINEL],
    ['−99 °F', 'temperature', 'f', -99, -99, 0],
    ['−99 °C', 'temperature', 'c', -99, -99, RANGE],
    ['−99 of ozone in ppm', 'o3', 'ppm', -99, null, SENTINEL],
    ['a little below zero', 'pm25', 'µg/m³', -15, -15, NEGATIVE_SMALL],
    ['below the noise', 'pm25', 'µg/m³', -15.01, null, NEGATIVE],
    ['ozone within its noise in ppm', 'o3', 'ppm', -0.005, -9.80936195, NEGATIVE_SMALL],
    ['−83.8 ppm of NO₂', 'no2', 'ppm', -83.8, null, NEGATIVE],
    ['a negative count', 'um003', 'particles/cm³', -1, null, NEGATIVE],
    ['−0.1 °C', 'temperature', 'c', -0.1, -0.1, 0],
    ['the upper limit', 'pm25', 'µg/m³', 1000, 1000, 0],
    ['above the upper limit', 'pm25', 'µg/m³', 1000.1, 1000.1, RANGE],
    ['pressure below its limit', 'pressure', 'hpa', 849, 849, RANGE],
    ['0.5 ppm of ozone, possible although its 981 µg/m³ are not', 'o3', 'ppm', 0.5, 980.936195, 0],
    ['1e34', 'o3', 'ppm', 1.05e34, 1.05e37 * 1.96187239, RANGE],
    ['an unknown unit', 'pm25', 'ppm', 3, 3, UNIT_UNKNOWN],
    ['an unknown unit and no value', 'pm25', 'ppm', null, null, MISSING + UNIT_UNKNOWN],
    ['a code in an unknown unit', 'pm25', 'furlong', -999, null, SENTINEL + UNIT_UNKNOWN],
    ['a negative value in an unknown unit', 'pm25', 'furlong', -5, -5, UNIT_UNKNOWN],
    ['1e34 of something unknown', 'plutonium', 'µg/m³', 1.1e34, 1.1e34, RANGE + UNIT_UNKNOWN],
  ];
  const measurementAt = measurementsOf(
    cases.map(([, parameter_name, unit, value]) => ({ parameter_name, unit, value })),
  );

  test.each(cases.map((one, index) => ({ name: one[0], one, index })))('$name', ({ one, index }) => {
    const [, , unit_original, published, value, flags] = one;
    const row = measurementAt(index);
    expect(row).toMatchObject({ flags, value_original: published, unit_original });
    expect(row['is_usable']).toBe((flags & ~NEGATIVE_SMALL) === 0);
    if (value === null) expect(row['value']).toBeNull();
    else expect(Math.abs(Number(row['value']) - value)).toBeLessThanOrEqual(1e-8 * Math.abs(value));
  });

  test('a flag of OpenAQ is added to ours and takes nothing away', async () => {
    expect(await one({ value: 5, has_flags: true })).toMatchObject({
      flags: SOURCE_FLAGGED,
      value: 5,
      is_usable: true,
    });
    expect(await one({ value: -3, has_flags: true })).toMatchObject({
      flags: SOURCE_FLAGGED + NEGATIVE_SMALL,
      value: -3,
      is_usable: true,
    });
  });
});

describe('units', () => {
  const cases: [string, string, number, string, number, number | null][] = [
    ['pm25', 'ug/m3', 10, 'µg/m³', 10, null],
    ['pm25', '\u03bcg/m³', 10, 'µg/m³', 10, null],
    ['pm25-old', 'ugm3', 10, 'µg/m³', 10, null],
    ['pm10', 'mg/m³', 0.01, 'µg/m³', 10, null],
    ['bc_880', 'ng/m³', 500, 'µg/m³', 0.5, null],
    ['o3', 'µg/m³', 80, 'µg/m³', 80, null],
    ['no2', 'ppb', 10, 'µg/m³', 18.80430855364, 25],
    ['no2', 'ppm', 0.01, 'µg/m³', 18.80430855364, 25],
    ['nox', 'ppb', 10, 'µg/m³', 18.80430855364, 25],
    ['o3', 'pphm', 1, 'µg/m³', 19.618723890787, 25],
    ['co', 'ppm', 1, 'µg/m³', 1144.881987126468, 25],
    ['co', 'mg/m³', 1, 'µg/m³', 1000, null],
    ['co2', 'umol/mol', 420, 'ppm', 420, null],
    ['temperature', 'c', 21, '°C', 21, null],
    ['temperature', 'f', 70, '°F', 70, null],
    ['pressure', 'mb', 1013, 'hPa', 1013, null],
    ['relativehumidity', '%', 55, '%', 55, null],
    ['wind_direction', 'deg', 359, 'deg', 359, null],
    ['um003', 'particles/cm³', 1000, 'particles/cm³', 1000, null],
  ];
  const measurementAt = measurementsOf(cases.map(([parameter_name, unit, value]) => ({ parameter_name, unit, value })));

  test.each(cases.map((one, index) => ({ name: one[0], from: one[1], one, index })))(
    '$name in $from',
    ({ one, index }) => {
      const [, unit_original, published, unit, value, reference_temp_c] = one;
      const row = measurementAt(index);
      expect(row).toMatchObject({ unit, unit_original, value_original: published, reference_temp_c, flags: 0 });
      expect(row['value']).toBeCloseTo(value, 9);
    },
  );

  test('an unknown unit keeps its name, in its normal form where it has one', async () => {
    expect(await one({ unit: 'furlong' })).toMatchObject({ unit: 'furlong', reference_temp_c: null });
    expect(await one({ unit: 'PPM' })).toMatchObject({ unit: 'ppm', unit_original: 'PPM' });
  });
});

describe('versions', () => {
  const versions = (...some: [value: number, hash: string, firstSeen: string, lastSeen: string][]) =>
    some.map(([value, content_hash, first, last]) => ({
      start,
      value,
      content_hash,
      first_seen_at: `2025-03-${first}T00:00:00`,
      last_seen_at: `2025-03-${last}T00:00:00`,
    }));

  test('the one seen last wins, wherever it stands', async () => {
    const rows = versions([1, 'aa', '01', '01'], [3, 'cc', '03', '03'], [2, 'bb', '02', '02']);
    expect(await viewOf('measurement', { measurement: rows })).toMatchObject([{ value: 3, version_count: 3 }]);
    expect(await viewOf('measurement', { measurement: rows.toReversed() })).toMatchObject([
      { value: 3, version_count: 3 },
    ]);
  });

  test('A, then B, then A again ends as A, fetched when A was first seen', async () => {
    const rows = versions([1, 'aa', '01', '03'], [2, 'bb', '02', '02']);
    expect(await viewOf('measurement', { measurement: rows })).toMatchObject([
      { value: 1, version_count: 2, fetched_at: '2025-03-01 00:00:00' },
    ]);
  });

  test('of two seen at the same instant the higher hash wins', async () => {
    const rows = versions([1, 'aa', '01', '02'], [2, 'ab', '01', '02']);
    expect(await viewOf('measurement', { measurement: rows })).toMatchObject([{ value: 2 }]);
    expect(await viewOf('measurement', { measurement: rows.toReversed() })).toMatchObject([{ value: 2 }]);
  });

  test('a period is known by its end: a corrected start is a version of the same reading', async () => {
    const rows = await viewOf('measurement', {
      measurement: [
        { start, minutes: 60, value: 1, content_hash: 'aa' },
        { start: '2025-03-01T00:30:00Z', minutes: 30, value: 2, content_hash: 'bb' },
      ],
    });
    expect(rows).toMatchObject([{ period_start_utc: '2025-03-01 00:30:00', value: 2, version_count: 2 }]);
  });

  test('two sensors are two readings', async () => {
    const rows = await viewOf('measurement', {
      measurement: [
        { start, value: 1, sensor_id: 1 },
        { start, value: 1, sensor_id: 2 },
      ],
    });
    expect(rows.map((row) => row['version_count'])).toEqual([1, 1]);
  });
});
