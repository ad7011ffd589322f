import { describe, expect, test } from 'vitest';
import type { ParameterReport, StationSeries } from '../../src/report/data.ts';
import { drawSeries, valueScale } from '../../src/report/figures/series-chart.ts';
import { seriesFigures } from '../../src/report/figures/series.ts';
import { timeAxis } from '../../src/report/time-axis.ts';
import { all, attribute, byId, inside, parsePage, text } from './document.ts';
import { recordedData } from './recorded.ts';

const data = recordedData();
const axis = timeAxis(data, 5);
const midnight = Date.parse('2025-09-22T06:00:00Z');
const hours = [0, 1, 2, 5, 6, 9].map((hour) => ({
  start: midnight + hour * 3_600_000,
  utcOffsetMinutes: -360,
  mean: 10 + hour,
}));
const guideline = data.parameters.find(({ name }) => name === 'pm10')!.guideline!;
const series: StationSeries = {
  locationId: 1,
  sensorId: 2,
  hours,
  days: [
    { date: '2025-09-22', value: 30, isValid: true },
    { date: '2025-09-23', value: 60, isValid: true },
    { date: '2025-09-25', value: 70, isValid: false },
    { date: '2025-09-26', value: null, isValid: false },
  ],
};
const parameter: ParameterReport = { name: 'pm10', unit: 'µg/m³', guideline, stations: [series], weekdayHours: [] };

function lines(colour: string, changed: ParameterReport = parameter): string[] {
  const frame = { id: 'x', label: 'x', width: 340, height: 170 };
  const drawn = parsePage(drawSeries(frame, changed.stations[0]!, changed, axis, valueScale(changed)).text);
  return all(drawn, 'path')
    .filter((path) => attribute(path, 'stroke') === `var(--${colour})`)
    .map((path) => attribute(path, 'd')!);
}

describe('a series', () => {
  test('draws gaps as gaps: three runs of hours are three strokes', () => {
    const [hourly] = lines('hourly');
    expect(hourly!.match(/M/g)).toHaveLength(3);
  });

  test('draws one bar per judged day, coloured by the guideline', () => {
    expect(lines('below').join('').match(/M/g)).toHaveLength(1);
    expect(lines('above').join('').match(/M/g)).toHaveLength(1);
  });

  test('draws a day with too few hours dashed, and no day without a value', () => {
    const frame = { id: 'x', label: 'x', width: 340, height: 170 };
    const drawn = parsePage(drawSeries(frame, series, parameter, axis, valueScale(parameter)).text);
    const dashed = all(drawn, 'path').filter((path) => attribute(path, 'stroke-dasharray') !== undefined);
    expect(dashed.map((path) => attribute(path, 'stroke'))).toEqual(['var(--soft)']);
    expect(attribute(dashed[0]!, 'd')!.match(/M/g)).toHaveLength(1);
  });

  test('draws the limit across, named with its averaging time and value', () => {
    expect(lines('limit')).toHaveLength(1);
    const frame = { id: 'x', label: 'x', width: 340, height: 170 };
    const words = all(parsePage(drawSeries(frame, series, parameter, axis, valueScale(parameter)).text), 'text').map(
      text,
    );
    expect(words).toEqual(expect.arrayContaining(['WHO', '24 h', '45']));
  });

  test('has no limit where WHO gives none, and then no day is above it', () => {
    const free = { ...parameter, guideline: null };
    expect(lines('limit', free)).toEqual([]);
    expect(lines('above', free).join('')).toBe('');
    expect(lines('below', free).join('').match(/M/g)).toHaveLength(2);
  });

  test('keeps days of a year visible, each a pixel or more wide', () => {
    const long = timeAxis(
      { ...data, run: { ...data.run, window: { from: Date.parse('2023-01-01T06:00:00Z'), to: midnight } } },
      5,
    );
    const days = [{ date: '2024-05-05', value: 20, isValid: true }];
    const frame = { id: 'x', label: 'x', width: 340, height: 170 };
    const drawn = drawSeries(frame, { ...series, hours: [], days }, parameter, long, valueScale(parameter)).text;
    expect(drawn).toMatch(/d="M[\d. L]+" fill="none" stroke="var\(--below\)"/);
  });
});

describe('valueScale', () => {
  test('reaches below zero only where values do', () => {
    expect(valueScale(parameter).min).toBe(0);
    const cold = { ...series, hours: [], days: [{ date: '2025-09-22', value: -12, isValid: true }] };
    const scale = valueScale({ ...parameter, guideline: null, stations: [cold] });
    expect(scale.min).toBe(-12);
    expect(scale.ticks).toContain(0);
  });

  test('is one for all stations and holds the guideline', () => {
    const { max } = valueScale({ ...parameter, stations: [{ ...series, hours: [], days: [] }] });
    expect(max).toBeGreaterThan(45);
  });
});

describe('the figures', () => {
  const page = parsePage(
    seriesFigures(data)
      .map((figure) => figure.text)
      .join(''),
  );

  test('are one per pollutant with a panel per station', () => {
    const ozone = byId(page, 'series-o3');
    expect(inside(ozone, 'svg')).toHaveLength(5);
    expect(inside(ozone, 'h4').map(text)).toContain('Oblatos 3 of 8 days above');
    expect(text(inside(ozone, 'figcaption')[0]!)).toContain(
      'The highest 8-hour mean of the day was above 100 µg/m³ (WHO 2021, 8 h) on 7 of 39 station-days; highest: 141 µg/m³ at Tlaquepaque on 27 Sep.',
    );
  });

  test('say when nothing can be judged or no guideline exists', () => {
    expect(text(byId(page, 'series-no'))).toContain('WHO gives no guideline for it.');
    const few = data.parameters.map((one) => ({
      ...one,
      stations: one.stations.map((station) => ({
        ...station,
        days: station.days.map((day) => ({ ...day, isValid: false })),
      })),
    }));
    const unjudged = seriesFigures({ ...data, parameters: few })
      .map((figure) => figure.text)
      .join('');
    expect(unjudged).toContain('No day has enough hours to be judged.');
  });
});
