import { describe, expect, test } from 'vitest';
import type { DayValue, Guideline, ParameterReport } from '../../src/report/data.ts';
import { dayStatistic, judge, judgeAll, peakDay } from '../../src/report/exceedance.ts';

const guideline: Guideline = { label: 'WHO 2021', value: 15, unit: 'µg/m³', averaging: '24 h', source: 'WHO' };
const day = (date: string, value: number | null, isValid = true): DayValue => ({ date, value, isValid });
const series = (locationId: number, ...days: DayValue[]) => ({ locationId, sensorId: locationId, hours: [], days });
const parameter = (...stations: ParameterReport['stations']): ParameterReport => ({
  name: 'pm25',
  unit: 'µg/m³',
  guideline,
  stations,
  weekdayHours: [],
});

describe('judge', () => {
  test('counts a day at the limit as within it', () => {
    expect(judge(series(1, day('2025-01-01', 15), day('2025-01-02', 15.01)), guideline)).toEqual({
      judged: 2,
      above: 1,
    });
  });

  test('does not judge a day with too few hours, however high, nor one without a value', () => {
    expect(judge(series(1, day('2025-01-01', 900, false), day('2025-01-02', null)), guideline)).toEqual({
      judged: 0,
      above: 0,
    });
  });
});

test('judgeAll counts days per station, and is null without a guideline', () => {
  const both = parameter(series(1, day('2025-01-01', 20)), series(2, day('2025-01-01', 30), day('2025-01-02', 3)));
  expect(judgeAll(both)).toEqual({ judged: 3, above: 2 });
  expect(judgeAll({ ...both, guideline: null })).toBeNull();
});

test('peakDay is the highest judged day', () => {
  const both = parameter(
    series(1, day('2025-01-01', 20)),
    series(2, day('2025-01-02', 30), day('2025-01-03', 99, false)),
  );
  expect(peakDay(both)).toEqual({ locationId: 2, date: '2025-01-02', value: 30 });
  expect(peakDay(parameter())).toBeNull();
});

test('the day is named after what the guideline averages over', () => {
  expect(dayStatistic(parameter())).toBe('daily mean');
  expect(dayStatistic({ ...parameter(), guideline: { ...guideline, averaging: '8 h' } })).toBe(
    'highest 8-hour mean of the day',
  );
});
