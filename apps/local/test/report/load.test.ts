import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadReportData, type ReportOptions } from '../../src/report/load.ts';
import { renderReport } from '../../src/report/render.ts';
import { recordedData } from './recorded.ts';
import { openWarehouse, type Warehouse } from './warehouse.ts';

const expected = recordedData();
const options: ReportOptions = { run: expected.run, accounting: expected.accounting, dataSets: expected.dataSets };
let warehouse: Warehouse;

beforeAll(async () => {
  warehouse = await openWarehouse();
}, 60_000);

afterAll(async () => {
  await warehouse[Symbol.asyncDispose]();
});

describe('loadReportData', () => {
  test('finds what was put in: stations, newest readings, licences, and the extent', async () => {
    const { stations, extent, factRows, run, accounting, dataSets } = await loadReportData(warehouse.query, options);
    expect({ stations, extent, factRows, run, accounting, dataSets }).toEqual({
      stations: expected.stations,
      extent: expected.extent,
      factRows: expected.factRows,
      run: expected.run,
      accounting: expected.accounting,
      dataSets: expected.dataSets,
    });
  });

  test('gives days, hours and the eight-hour maxima as plain arithmetic does', async () => {
    const { parameters } = await loadReportData(warehouse.query, options);
    expect(parameters.map(({ name }) => name)).toEqual(expected.parameters.map(({ name }) => name));
    for (const [index, parameter] of parameters.entries()) {
      const wanted = expected.parameters[index]!;
      expect(parameter.guideline).toEqual(wanted.guideline);
      expect(parameter.stations.map(({ days, ...series }) => ({ ...series, days: days.map(rounded) }))).toEqual(
        wanted.stations.map(({ days, ...series }) => ({ ...series, days: days.map(rounded) })),
      );
      expect(parameter.weekdayHours.map(roundedMean)).toEqual(wanted.weekdayHours.map(roundedMean));
    }
  });

  test('shows silent sensors in the strip, with no day', async () => {
    const { completeness } = await loadReportData(warehouse.query, options);
    expect(completeness).toEqual(expected.completeness);
    expect(completeness.filter((sensor) => sensor.days.length === 0)).toHaveLength(2);
  });

  test('charts the stations with the most readings and says how many there are', async () => {
    const { stations, parameters, extent } = await loadReportData(warehouse.query, { ...options, maximumStations: 2 });
    const [first, second, ...others] = expected.stations;
    expect(stations.slice(0, 2).map((station) => station.name)).toEqual([first?.name, second?.name]);
    expect(stations.slice(2).every((station) => station.readings === 0)).toBe(true);
    expect(extent).toMatchObject({
      stationsCharted: 2,
      stationsWithReadings: others.filter((one) => one.readings > 0).length + 2,
    });
    expect(Math.max(...parameters.map((parameter) => parameter.stations.length))).toBe(2);
  });

  test('caps the strip at the sensors with the most readings', async () => {
    const { completeness, extent } = await loadReportData(warehouse.query, { ...options, maximumSensors: 3 });
    expect(completeness).toHaveLength(3);
    expect(extent).toMatchObject({ sensorsShown: 3, sensorsKnown: expected.extent.sensorsKnown });
  });

  test('takes only readings that end in the window, the one at its very end included', async () => {
    const to = Date.parse('2025-09-25T06:00:00Z');
    const run = { ...expected.run, window: { from: expected.run.window.from, to } };
    const { stations, parameters, factRows } = await loadReportData(warehouse.query, { ...options, run });
    const hours = parameters.flatMap((parameter) => parameter.stations.flatMap((series) => series.hours));
    const wanted = expected.parameters.flatMap((parameter) => parameter.stations.flatMap((series) => series.hours));
    expect(hours).toHaveLength(wanted.filter((hour) => hour.start < to).length);
    expect(factRows).toBe(hours.length);
    expect(stations.reduce((sum, station) => sum + station.readings, 0)).toBe(hours.length);
    expect(Math.max(...stations.flatMap((station) => station.latest.map((one) => one.periodEnd)))).toBe(to);
    expect(parameters.flatMap((parameter) => parameter.stations.flatMap((series) => series.days)).at(-1)?.date).toBe(
      '2025-09-24',
    );
  });

  test('leaves hours out of a window too long to draw them', async () => {
    const run = { ...expected.run, window: { from: Date.parse('2025-06-01T06:00:00Z'), to: expected.run.window.to } };
    const { parameters } = await loadReportData(warehouse.query, { ...options, run });
    expect(parameters.flatMap((parameter) => parameter.stations.flatMap((series) => series.hours))).toEqual([]);
    expect(parameters.find(({ name }) => name === 'o3')?.stations[0]?.days.map(rounded)).toEqual(
      expected.parameters.find(({ name }) => name === 'o3')?.stations[0]?.days.map(rounded),
    );
  });

  test('gives an empty report, and a page of it, for a window without readings', async () => {
    const run = {
      ...expected.run,
      window: { from: Date.parse('2025-09-02T00:00:00Z'), to: Date.parse('2025-09-03T00:00:00Z') },
    };
    const data = await loadReportData(warehouse.query, { ...options, run, accounting: [] });
    expect(data).toMatchObject({ parameters: [], completeness: [], flags: [], factRows: 0, stations: [] });
    expect(renderReport(data)).toContain('no station had a day');
  });
});

describe('flags', () => {
  test('are counted by code and sensor with the newest example, and leave the newest usable reading', async () => {
    await mark(
      'value = null, value_original = -999, flags = 2, is_usable = false',
      '2025-09-30T05:00:00Z',
      '2025-09-30T06:00:00Z',
    );
    await mark('flags = 36', '2025-09-30T03:00:00Z', '2025-09-30T05:00:00Z');
    const { flags, stations } = await loadReportData(warehouse.query, options);
    expect(flags.map(({ code, count }) => [code, count])).toEqual([
      ['SENTINEL', 1],
      ['NEGATIVE_SMALL', 2],
      ['SOURCE_FLAGGED', 2],
    ]);
    expect(flags[0]?.sensors).toEqual([
      {
        sensorId: 35134,
        locationId: 7982,
        station: 'Oblatos',
        parameter: 'o3',
        count: 1,
        example: {
          periodEnd: Date.parse('2025-09-30T06:00:00Z'),
          valuePublished: -999,
          unitPublished: 'µg/m³',
          valueKept: null,
          unitKept: 'µg/m³',
        },
      },
    ]);
    const ozone = stations.find((station) => station.locationId === 7982)?.latest.find((one) => one.parameter === 'o3');
    expect(ozone).toMatchObject({
      periodEnd: Date.parse('2025-09-30T05:00:00Z'),
      flags: ['NEGATIVE_SMALL', 'SOURCE_FLAGGED'],
    });
  });

  function mark(change: string, after: string, upTo: string) {
    return warehouse.pool.query(
      `update star.fact_measurement set ${change} where sensor_id = 35134 and period_end_utc > $1 and period_end_utc <= $2`,
      [after, upTo],
    );
  }
});

describe('the highest eight-hour mean of a day', () => {
  const ozone = 22933;

  test('needs six of eight hours for each mean and eighteen means for the day', async () => {
    // Local time is six hours behind: five hours of the 22nd remain, the 25th begins at 7 h, the 27th lacks 2 h to 4 h.
    await forget('2025-09-22T11:00:00Z', '2025-09-23T06:00:00Z');
    await forget('2025-09-25T06:00:00Z', '2025-09-25T13:00:00Z');
    await forget('2025-09-27T08:00:00Z', '2025-09-27T11:00:00Z');
    const { parameters } = await loadReportData(warehouse.query, options);
    const series = parameters.find(({ name }) => name === 'o3')?.stations.find((station) => station.sensorId === ozone);
    expect(series?.days.map(({ date, value, isValid }) => [date.slice(8), value !== null, isValid])).toEqual([
      ['22', false, false],
      ['23', true, true],
      ['24', true, true],
      ['25', true, false],
      ['26', true, true],
      ['27', true, false],
      ['28', true, true],
      ['29', true, true],
    ]);
  });

  function forget(from: string, to: string) {
    return warehouse.pool.query(
      'delete from star.fact_hour where sensor_id = $1 and hour_start_utc >= $2 and hour_start_utc < $3',
      [ozone, from, to],
    );
  }
});

test('a database of another shape is refused by name, not drawn', async () => {
  const query = async (sql: string, parameters?: readonly unknown[]) =>
    (await warehouse.query(sql, parameters)).map((row) => ({ ...row, latitude: 'north' }));
  await expect(loadReportData(query, options)).rejects.toThrow('latitude');
});

function rounded<Day extends { readonly value: number | null }>(day: Day) {
  return { ...day, value: day.value === null ? null : Number(day.value.toFixed(6)) };
}

function roundedMean<Slot extends { readonly mean: number }>(slot: Slot) {
  return { ...slot, mean: Number(slot.mean.toFixed(6)) };
}
