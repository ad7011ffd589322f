import { describe, expect, test } from 'vitest';
import {
  fallbackRange,
  noiseFloor,
  noiseFloors,
  openaqLimits,
  parameters,
  ranges,
  sentinelCodes,
  conversionFactor,
  type Unit,
} from '../src/index.ts';

const micrograms = '\u00b5g/m³';
const rangeOf = (name: string, unit: Unit) =>
  ranges.find((range) => range.parameterName === name && range.unit === unit)!;
const codesOf = (name: string) => sentinelCodes.filter((code) => code.parameterName === name).map(({ value }) => value);

describe('ranges', () => {
  test.each([
    ['pm25', micrograms, 0, 1000, -15],
    ['pm10', micrograms, 0, 1500, -15],
    ['co', 'ppm', 0, 100, -0.4],
    ['co', 'mg/m³', 0, 100, undefined],
    ['o3', 'ppm', 0, 0.5, -0.005],
    ['o3', 'pphm', 0, 50, -0.5],
    ['nox', 'ppb', 0, 5000, -5],
    ['nox', 'ppm', 0, 10, -0.005],
    ['bc', 'ng/m³', 0, 200_000, 0],
    ['temperature', '°C', -90, 60, null],
    ['temperature', '°F', -130, 140, null],
    ['pressure', 'hPa', 850, 1085, null],
    ['wind_speed', 'm/s', 0, 115, 0],
    ['um100', 'particles/cm³', 0, 10_000, 0],
  ] as const)('of %s in %s reach from %d to %d', (name, unit, lower, upper, floor) => {
    const range = rangeOf(name, unit);
    expect(range).toMatchObject({ lower });
    expect(range.upper).toBeCloseTo(upper, 9);
    if (floor === undefined) return;
    if (floor === null) expect(range.noiseFloor).toBeNull();
    else expect(range.noiseFloor).toBeCloseTo(floor, 9);
  });

  test('the span of a mass is never derived from that of a mixing ratio', () => {
    expect(rangeOf('ch4', micrograms).upper).toBe(fallbackRange.upper);
  });

  test('no usable value is larger than the bound of the unknown, in its canonical unit', () => {
    for (const { name, canonicalUnit } of parameters) {
      for (const range of ranges.filter((one) => one.parameterName === name)) {
        const factor = conversionFactor(name, range.unit as Unit, canonicalUnit) ?? 1;
        expect(range.upper * factor).toBeLessThanOrEqual(fallbackRange.upper * (1 + 1e-12));
      }
    }
  });

  test('each is in order: noise floor, lower, upper; with noise only where the lower limit is zero', () => {
    for (const { lower, upper, noiseFloor: floor } of ranges) {
      expect(lower).toBeLessThan(upper);
      if (floor !== null) expect([lower, floor <= 0]).toEqual([0, true]);
    }
  });

  test('there is one per parameter and unit, and one for the rest', () => {
    const keys = ranges.map((range) => `${range.parameterName} ${range.unit}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(ranges.filter((range) => range.parameterName === '*')).toEqual([fallbackRange]);
  });
});

describe('noise floors', () => {
  test('an ozone floor in mass is the floor in ppb at 25 °C', () => {
    expect(noiseFloor('o3', micrograms)).toBeCloseTo(-5 * conversionFactor('o3', 'ppb', micrograms, 25)!, 12);
  });

  test('each names its source', () => {
    for (const { source } of noiseFloors) expect(source.document.length * source.date.length).toBeGreaterThan(0);
  });
});

describe('sentinels', () => {
  test('985 is a code for PM2.5 and PM10 only', () => {
    expect(sentinelCodes.filter(({ value }) => value === 985).map((code) => code.parameterName)).toEqual([
      'pm25',
      'pm10',
    ]);
  });

  test('9999 is a number like any other for counts, CO and black carbon', () => {
    for (const name of ['um003', 'um050', 'ufp', 'co', 'bc', 'bc_880']) expect(codesOf(name)).not.toContain(9999);
    for (const name of ['pm25', 'o3', 'wind_speed']) expect(codesOf(name)).toContain(9999);
  });

  test('−99 is a temperature in Fahrenheit, −999 is none', () => {
    expect(codesOf('temperature')).not.toContain(-99);
    expect(codesOf('temperature')).toContain(-999);
  });

  test('no code but 985 lies within the limits of OpenAQ for the parameter, in any unit', () => {
    const inside = openaqLimits.flatMap(({ parameterName, lower, upper }) =>
      codesOf(parameterName).filter((value) => value >= lower && value <= upper && value !== 985),
    );
    expect(inside).toEqual([]);
  });

  test('every parameter has the codes of missing values, and none twice', () => {
    for (const { name } of parameters) {
      expect(codesOf(name)).toEqual(expect.arrayContaining([-999, -9999, -99999]));
      expect(new Set(codesOf(name)).size).toBe(codesOf(name).length);
    }
  });
});
