import { describe, expect, test } from 'vitest';
import { chooseSensors } from '../../src/report/choice.ts';
import { guidelineFor } from '../../src/report/guideline.ts';
import type { SensorRow } from '../../src/report/queries/sensors.ts';

const sensor = (id: number, location: number, parameter: string, readings: number, unit = 'µg/m³'): SensorRow => ({
  sensor_id: id,
  location_id: location,
  parameter,
  unit,
  readings,
});

describe('chooseSensors', () => {
  test('takes of two sensors for one pollutant at a station the one with more readings', () => {
    const { parameters } = chooseSensors(
      [sensor(1, 7, 'pm10', 90), sensor(2, 7, 'pm10', 80), sensor(3, 8, 'pm10', 70)],
      [8, 7],
      60,
    );
    expect(parameters.map((one) => one.sensors.map((row) => row.sensor_id))).toEqual([[3, 1]]);
  });

  test('keeps the same pollutant in two units apart', () => {
    const { parameters } = chooseSensors([sensor(1, 7, 'no2', 90), sensor(2, 8, 'no2', 80, 'ppb')], [7, 8], 60);
    expect(parameters.map((one) => one.unit)).toEqual(['µg/m³', 'ppb']);
  });

  test('puts pollutants with a guideline before others when there are too many, and says how many there were', () => {
    const others = Array.from({ length: 14 }, (_, index) => sensor(100 + index, 7, `um${index}`, 500, 'particles/cm³'));
    const { parameters, parametersKnown } = chooseSensors(
      [...others, sensor(1, 7, 'o3', 3), sensor(2, 7, 'pm25', 2)],
      [7],
      60,
    );
    expect(parametersKnown).toBe(16);
    expect(parameters).toHaveLength(10);
    expect(parameters.slice(0, 2).map((one) => one.name)).toEqual(['pm25', 'o3']);
  });

  test('draws no silent sensor but shows it in the strip while there is room', () => {
    const rows = [sensor(1, 7, 'o3', 10), sensor(2, 8, 'co', 5), sensor(3, 7, 'pm25', 0)];
    expect(chooseSensors(rows, [7, 8], 60).parameters.map((one) => one.name)).toEqual(['o3', 'co']);
    expect(chooseSensors(rows, [7, 8], 60).strip.map((row) => row.sensor_id)).toEqual([3, 1, 2]);
    const short = chooseSensors(rows, [7, 8], 2);
    expect(short.strip.map((row) => row.sensor_id)).toEqual([1, 2]);
    expect(short.sensorsKnown).toBe(3);
  });
});

describe('guidelineFor', () => {
  test.each([
    ['pm25', 15, '24 h'],
    ['pm10', 45, '24 h'],
    ['o3', 100, '8 h'],
    ['no2', 25, '24 h'],
    ['so2', 40, '24 h'],
  ])('%s: %d µg/m³ over %s', (parameter, value, averaging) => {
    expect(guidelineFor(parameter, 'µg/m³')).toMatchObject({ value, averaging, unit: 'µg/m³', label: 'WHO 2021' });
  });

  test('states the guideline of CO in the unit in which CO is stored', () => {
    expect(guidelineFor('co', 'µg/m³')).toMatchObject({ value: 4000, unit: 'µg/m³', averaging: '24 h' });
    expect(guidelineFor('co', 'mg/m³')).toMatchObject({ value: 4, unit: 'mg/m³' });
    expect(guidelineFor('co', 'ppm')?.value).toBeCloseTo(3.494, 2);
  });

  test('is null where WHO has none or the unit is another quantity', () => {
    expect(guidelineFor('no', 'µg/m³')).toBeNull();
    expect(guidelineFor('pm25', 'ppm')).toBeNull();
    expect(guidelineFor('pm25', 'bananas')).toBeNull();
  });
});
