import { describe, expect, test } from 'vitest';
import type { FlagReport, ReportData } from '../../src/report/data.ts';
import { calendarFigures } from '../../src/report/figures/calendar.ts';
import { completenessFigure } from '../../src/report/figures/completeness.ts';
import { flagsFigure } from '../../src/report/figures/flags.ts';
import { flowFigure } from '../../src/report/figures/flow.ts';
import { latestFigure } from '../../src/report/figures/latest.ts';
import { weekdayFigures } from '../../src/report/figures/weekday.ts';
import { all, attribute, byId, inside, parsePage, rows, text, type Element } from './document.ts';
import { accountingOf, recordedData } from './recorded.ts';

const data = recordedData();

const pageOf = (...figures: { readonly text: string }[]) => parsePage(figures.map((figure) => figure.text).join(''));
const filled = (svg: Element, colour: string) =>
  inside(svg, 'path').filter((path) => attribute(path, 'fill') === `var(--${colour})`).length;
const withWindow = (from: string, to: string): ReportData => ({
  ...data,
  run: { ...data.run, window: { from: Date.parse(from), to: Date.parse(to) } },
});

describe('the calendar', () => {
  const page = pageOf(...calendarFigures(data));

  test('is drawn for the three pollutants that were above most often', () => {
    expect(all(page, 'figure').map((figure) => attribute(figure, 'id'))).toEqual([
      'calendar-o3',
      'calendar-no2',
      'calendar-pm25',
    ]);
  });

  test('has each judged day in the colour of its class, with date and value', () => {
    const svg = inside(byId(page, 'calendar-no2'), 'svg')[0]!;
    expect(filled(svg, 'limit3') + filled(svg, 'limit4')).toBe(7);
    expect(filled(svg, 'limit2')).toBe(1);
    expect(inside(svg, 'text').map(text)).toEqual(expect.arrayContaining(['22', '30', '29', '38']));
  });

  test('shows a day with too few hours plain and a day without a reading hollow', () => {
    const svg = inside(byId(page, 'calendar-pm25'), 'svg')[0]!;
    const fewHours = data.parameters
      .find(({ name }) => name === 'pm25')!
      .stations.find((one) => one.locationId === 10847)!;
    expect(filled(svg, 'void')).toBe(fewHours.days.filter((day) => !day.isValid).length);
    const gap = {
      ...data,
      parameters: data.parameters.map((one) => ({ ...one, stations: one.stations.map(firstDayOnly) })),
    };
    const sparse = inside(byId(pageOf(...calendarFigures(gap)), 'calendar-no2'), 'svg')[0]!;
    expect(inside(sparse, 'path').filter((path) => attribute(path, 'stroke') === 'var(--rule)')).toHaveLength(7);
  });

  test('leaves out stations that have no judged day and says so', () => {
    expect(text(byId(page, 'calendar-pm25'))).toContain('Left out: 1 station without a day that has enough hours.');
  });

  test('becomes a strip of weeks without values over a long window', () => {
    const long = pageOf(...calendarFigures(withWindow('2024-09-30T06:00:00Z', '2025-09-30T06:00:00Z')));
    const svg = inside(byId(long, 'calendar-no2'), 'svg')[0]!;
    expect(inside(svg, 'text').map(text)).not.toContain('38');
    expect(filled(svg, 'limit3') + filled(svg, 'limit4')).toBe(7);
  });

  function firstDayOnly(series: ReportData['parameters'][number]['stations'][number]) {
    return { ...series, days: series.days.slice(0, 1) };
  }
});

describe('hour and weekday', () => {
  const page = pageOf(...weekdayFigures(data));

  test('has a cell for every hour that was measured and none for others', () => {
    const cells = inside(byId(page, 'weekday-no2'), 'svg')[0]!;
    const drawn = [1, 2, 3, 4, 5, 6].map((step) => filled(cells, `amount${step}`)).reduce((sum, count) => sum + count);
    expect(drawn).toBe(data.parameters.find(({ name }) => name === 'no2')!.weekdayHours.length);
  });

  test('says when it was highest and lowest', () => {
    expect(text(byId(page, 'weekday-no2'))).toMatch(
      /Highest: \w+days, \d+–\d+ h \(\d+\.\d\); lowest: \w+days, \d+–\d+ h \(\d+\.\d\)\./,
    );
  });

  test('is not drawn for what has no guideline', () => {
    expect(all(page, 'figure').map((figure) => attribute(figure, 'id'))).not.toContain('weekday-no');
  });
});

describe('the completeness strip', () => {
  const figure = completenessFigure(data)!;

  test('has a row per sensor and a cell per day, hollow where nothing came', () => {
    const svg = all(pageOf(figure), 'svg')[0]!;
    const nothing = data.completeness.reduce((sum, sensor) => sum + 8 - sensor.days.length, 0);
    expect(filled(svg, 'paper')).toBe(nothing);
    expect(inside(svg, 'text').map(text)).toEqual(expect.arrayContaining(['Oblatos PM2.5', 'Miravalle NO₂']));
  });

  test('tells of silent and of hidden sensors', () => {
    const words = text(
      all(pageOf(completenessFigure({ ...data, extent: { ...data.extent, sensorsKnown: 90 } })!), 'figcaption')[0]!,
    );
    expect(words).toContain('2 sensors published nothing.');
    expect(words).toContain('17 of 90 sensors shown.');
  });

  test('keeps the pollutant when the name of a station is too long', () => {
    const long = data.stations.map((station) => ({ ...station, name: `${station.name} and its very long surname` }));
    const labels = all(pageOf(completenessFigure({ ...data, stations: long })!), 'text').map(text);
    expect(labels).toContain('Oblatos and its very lo… PM2.5');
  });

  test('takes several days to a column over a long window', () => {
    const words = text(
      all(pageOf(completenessFigure(withWindow('2024-09-30T06:00:00Z', '2025-09-30T06:00:00Z'))!), 'figcaption')[0]!,
    );
    expect(words).toContain('one column per 4 days');
  });

  test('is not there without sensors', () => {
    expect(completenessFigure({ ...data, completeness: [] })).toBeNull();
  });
});

describe('the newest readings', () => {
  test('stand in one table, with the age of those that are older and a star on flagged ones', () => {
    const [first, ...others] = data.stations;
    const flagged = first!.latest.map((one) => (one.parameter === 'no2' ? { ...one, flags: ['SOURCE_FLAGGED'] } : one));
    const table = rows(
      all(pageOf(latestFigure({ ...data, stations: [{ ...first!, latest: flagged }, ...others] })!), 'table')[0]!,
    );
    expect(table[0]).toEqual([
      'Station',
      'Newest',
      'PM2.5 µg/m³',
      'PM10 µg/m³',
      'O₃ µg/m³',
      'NO₂ µg/m³',
      'CO µg/m³',
      'NO µg/m³',
    ]);
    const oblatos = table.find(([name]) => name === 'Oblatos')!;
    expect(oblatos[1]).toBe('30 Sep, 00:00');
    expect(oblatos[2]).toMatch(/^\d+\.\d29 Sep, \d\d:00$/);
    expect(oblatos[5]).toMatch(/\*$/);
    expect(table.find(([name]) => name === 'Las Águilas')).toContain('·');
  });

  test('is not there without a reading', () => {
    expect(
      latestFigure({ ...data, stations: data.stations.map((station) => ({ ...station, latest: [] })) }),
    ).toBeNull();
  });
});

describe('flags', () => {
  const example = {
    periodEnd: Date.parse('2025-09-30T06:00:00Z'),
    valuePublished: -999,
    unitPublished: 'ppm',
    valueKept: null,
    unitKept: 'µg/m³',
  };
  const sensor = { sensorId: 35134, locationId: 7982, station: 'Oblatos', parameter: 'o3', count: 12, example };
  const flag: FlagReport = { code: 'SENTINEL', description: 'A code of the vendor.', count: 12, sensors: [sensor] };

  test('are listed with their number, meaning, what was done, and an example in local time', () => {
    const [codes, sensors] = all(pageOf(flagsFigure({ ...data, flags: [flag] })), 'table').map(rows);
    expect(codes).toContainEqual([
      'SENTINEL',
      '12',
      'A code of the vendor.',
      'value removed, what was published kept beside it',
    ]);
    expect(sensors).toContainEqual([
      'SENTINEL',
      'Oblatos',
      'O₃ (sensor 35134)',
      '12',
      '30 Sep 2025, 00:00: published −999 ppm, kept as no value',
    ]);
  });

  test('are said to be absent when no reading carried one', () => {
    expect(text(all(pageOf(flagsFigure(data)), 'figcaption')[0]!)).toContain('No reading carried a flag.');
  });
});

describe('the accounting', () => {
  test('is a flow, a table of all counts, and the equations', () => {
    const accounting = accountingOf(9061).map((stage) => ({ ...stage, flagged: stage.stage === 'transform' ? 17 : 0 }));
    const page = pageOf(flowFigure({ ...data, accounting, factRows: 9061 }));
    expect(attribute(all(page, 'svg')[0]!, 'aria-label')).toContain('9,061 from Current version to Facts inserted');
    expect(rows(all(page, 'table')[0]!)).toContainEqual([
      'extract',
      '9,061',
      '9,061',
      '0',
      '0',
      '0',
      '0',
      '0',
      '0',
      '31',
      '1.3 s',
    ]);
    expect(all(page, 'li').map(text)).toContain('Agrees: 9,061 published = 9,061 stored as new');
    expect(text(all(page, 'figure')[0]!)).toContain('counted apart, since they stay in the flow: 17');
  });
});
