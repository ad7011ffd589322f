import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  createOpenAqClient,
  OpenAqRecordError,
  OpenAqRequestTimeoutError,
  OpenAqServerError,
  type Measurement,
  type OpenAqClient,
} from '../src/index.ts';
import { collect } from './collect.ts';
import { fixture } from './fixture.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer, type ReceivedRequest, type Script, type ScriptedReply } from './scripted-server.ts';
import { hourlyRow, hoursAfter, seriesOf, seriesPage } from './series-server.ts';
import { rejectionOf } from './thrown-by.ts';

const sensor = { sensorId: 35134, locationId: 7982, timezone: 'America/Mexico_City' };
const start = '2025-01-01T00:00:00Z';
const window = { from: start, to: '2026-01-01T00:00:00Z' };
const day = 86_400_000;
const timedOut: ScriptedReply = { status: 408, body: { detail: 'Connection timed out' } };

const clientOf = (url: string): OpenAqClient => createOpenAqClient({ baseUrl: url, clock: createManualClock() });
const endOf = (measurement: Measurement) => measurement.period.datetimeTo.epochMilliseconds;
const spanOf = ({ query }: ReceivedRequest) => [
  query.get('datetime_from'),
  query.get('datetime_to'),
  query.get('page'),
];

describe('records', () => {
  test('a recorded page is read as published, and every record knows its sensor, location and zone', async () => {
    const server = await startServer([{ body: fixture('sensor-35134-measurements') }]);
    const records = await collect(
      clientOf(server.url).sensors.measurements(sensor, { ...window, from: '2025-09-20T00:00:00Z' }),
    );
    expect(records).toHaveLength(6);
    for (const record of records) expect(record).toMatchObject(sensor);
    expect(records[0]).toEqual({
      ...sensor,
      value: 0.0316944232417478,
      flagInfo: { hasFlags: false },
      parameter: { id: 10, name: 'o3', units: 'ppm', displayName: null },
      period: {
        label: 'raw',
        interval: '01:00:00',
        datetimeFrom: {
          utc: '2025-09-20T00:00:00Z',
          local: '2025-09-19T18:00:00-06:00',
          epochMilliseconds: Date.UTC(2025, 8, 20),
        },
        datetimeTo: {
          utc: '2025-09-20T01:00:00Z',
          local: '2025-09-19T19:00:00-06:00',
          epochMilliseconds: Date.UTC(2025, 8, 20, 1),
        },
      },
      coordinates: null,
      summary: null,
      coverage: expect.objectContaining({ expectedCount: 1, percentComplete: 100 }) as object,
    });
  });

  test('the identity of a record is not optional', () => {
    expectTypeOf<Measurement['sensorId']>().toEqualTypeOf<number>();
    expectTypeOf<Measurement['locationId']>().toEqualTypeOf<number>();
    expectTypeOf<Measurement['value']>().toEqualTypeOf<number | null>();
  });

  test('a recorded empty series is no record, and no error', async () => {
    const server = await startServer([{ body: fixture('sensor-36279-measurements-empty') }]);
    const pages = await collect(clientOf(server.url).sensors.measurements(sensor, window).pages());
    expect(pages).toMatchObject([{ records: [], through: new Date(window.to) }]);
  });

  test('null values, null coordinates and missing fields are null; a zone that was not given is null', async () => {
    const [end = 0] = hoursAfter(start, 1);
    const results = [{ ...hourlyRow(end, null), coordinates: { latitude: null }, novelty: [] }];
    const server = await startServer([{ body: { results } }]);
    const identity = { sensorId: 1, locationId: 2 };
    const [record] = await collect(clientOf(server.url).sensors.measurements(identity, window));
    expect(record).toMatchObject({
      ...identity,
      timezone: null,
      value: null,
      flagInfo: null,
      coverage: null,
      coordinates: { latitude: null, longitude: null },
    });
  });
});

describe('paging', () => {
  test('2,500 readings come each once though found says ">1000", and no request skips rows', async () => {
    const ends = hoursAfter(start, 2500);
    const server = await startServer(seriesOf(ends));
    const pages = await collect(clientOf(server.url).sensors.measurements(sensor, window).pages());
    expect(pages.flatMap((page) => page.records.map(endOf))).toEqual(ends);
    expect(server.requests.map(spanOf)).toEqual([
      [start, '2026-01-01T00:00:00Z', '1'],
      ['2025-02-11T16:00:00Z', '2026-01-01T00:00:00Z', '1'],
      ['2025-03-25T08:00:00Z', '2026-01-01T00:00:00Z', '1'],
    ]);
    expect(pages.map(({ page, through }) => [page, through.toISOString()])).toEqual([
      [1, '2025-02-11T16:00:00.000Z'],
      [2, '2025-03-25T08:00:00.000Z'],
      [3, '2026-01-01T00:00:00.000Z'],
    ]);
  });

  test('a full page that ends with the window is the last', async () => {
    const ends = hoursAfter(start, 1000);
    const server = await startServer(seriesOf(ends));
    const to = new Date(ends.at(-1) ?? 0);
    const records = await collect(clientOf(server.url).sensors.measurements(sensor, { from: start, to }));
    expect(records).toHaveLength(1000);
    expect(server.requests).toHaveLength(1);
  });

  test('rows that do not ascend are paged by number, and still come each once', async () => {
    const ends = hoursAfter(start, 2500).toReversed();
    const server = await startServer(seriesOf(ends));
    const listing = clientOf(server.url).sensors.measurements(sensor, window);
    const pages = await collect(listing.pages());
    expect(pages.flatMap((page) => page.records.map(endOf))).toEqual(ends);
    expect(server.requests.map((request) => request.query.get('page'))).toEqual(['1', '2', '3']);
    expect(pages.map((page) => page.through.toISOString().slice(0, 10))).toEqual([
      '2025-01-01',
      '2025-01-01',
      '2026-01-01',
    ]);
  });

  test('more rows of one instant than a page holds come all of them', async () => {
    const [end = 0] = hoursAfter(start, 1);
    const server = await startServer(seriesOf(Array<number>(1500).fill(end)));
    const records = await collect(clientOf(server.url).sensors.measurements(sensor, window));
    expect(records).toHaveLength(1500);
  });

  test('a page that fails for good fails the window instead of being skipped', async () => {
    const script = seriesOf(hoursAfter(start, 2500));
    const server = await startServer((request, number) => (number > 1 ? { status: 500 } : script(request, number)));
    const iteration = collect(clientOf(server.url).sensors.measurements(sensor, window));
    await rejectionOf(OpenAqServerError, iteration);
  });

  test('the same listing may be read twice', async () => {
    const server = await startServer(seriesOf(hoursAfter(start, 3)));
    const listing = clientOf(server.url).sensors.measurements(sensor, window);
    expect(await collect(listing)).toEqual(await collect(listing));
  });
});

describe('slices', () => {
  test('a window longer than sliceSpan is read in slices that join exactly', async () => {
    const ends = hoursAfter(start, 24 * 30);
    const server = await startServer(seriesOf(ends));
    const to = '2025-01-31T00:00:00Z';
    const listing = clientOf(server.url).sensors.measurements(sensor, { from: start, to }, { sliceSpan: 12 * day });
    expect((await collect(listing)).map(endOf)).toEqual(ends);
    expect(server.requests.map(spanOf)).toEqual([
      [start, '2025-01-13T00:00:00Z', '1'],
      ['2025-01-13T00:00:00Z', '2025-01-25T00:00:00Z', '1'],
      ['2025-01-25T00:00:00Z', to, '1'],
    ]);
  });

  test('a year is one slice by default, two years are more', async () => {
    const server = await startServer([{}]);
    const client = clientOf(server.url);
    await collect(client.sensors.measurements(sensor, window));
    expect(server.requests).toHaveLength(1);
    await collect(client.sensors.measurements(sensor, { from: start, to: '2026-12-31T00:00:00Z' }));
    expect(server.requests).toHaveLength(3);
  });

  test('a 408 is not repeated but halves the slice, and the page counts what that cost', async () => {
    const ends = hoursAfter(start, 24 * 8);
    const tooWide: Script = (request) => {
      const [from = '', to = ''] = spanOf(request);
      if (Date.parse(to ?? '') - Date.parse(from ?? '') > 2 * day) return timedOut;
      return seriesOf(ends)(request, 0);
    };
    const server = await startServer(tooWide);
    const listing = clientOf(server.url).sensors.measurements(sensor, { from: start, to: '2025-01-09T00:00:00Z' });
    const pages = await collect(listing.pages());
    expect(pages.flatMap((page) => page.records.map(endOf))).toEqual(ends);
    expect(pages.map((page) => page.requests)).toEqual([3, 1, 1, 1]);
  });

  test('a 408 in the middle of a slice goes on behind the last reading', async () => {
    const ends = hoursAfter(start, 3000);
    const server = await startServer((request, number) => (number === 2 ? timedOut : seriesOf(ends)(request, number)));
    const records = await collect(clientOf(server.url).sensors.measurements(sensor, window));
    expect(records.map(endOf)).toEqual(ends);
  });

  test('a slice of a day is not divided: its 408 is repeated, and thrown where it stays', async () => {
    const server = await startServer([timedOut]);
    const listing = clientOf(server.url).sensors.measurements(sensor, { from: start, to: '2025-01-05T00:00:00Z' });
    const error = await rejectionOf(OpenAqRequestTimeoutError, collect(listing));
    expect(error.request.attempt).toBe(4);
    expect(server.requests.map(spanOf).map(([, to]) => to?.slice(0, 10))).toEqual([
      '2025-01-05',
      '2025-01-03',
      ...Array<string>(4).fill('2025-01-02'),
    ]);
  });

  test('a 408 while paging by number is repeated, for halving would double what has been read', async () => {
    const hours = hoursAfter(start, 1500);
    const to = new Date(hours.at(-1) ?? 0);
    const ends = hours.toReversed();
    const server = await startServer((request, number) => (number === 2 ? timedOut : seriesOf(ends)(request, number)));
    const records = await collect(clientOf(server.url).sensors.measurements(sensor, { from: start, to }));
    expect(records.map(endOf)).toEqual(ends);
  });

  test('whatever the gaps, the span and the moments of a 408, every reading comes exactly once and in order', async () => {
    let rows: ReturnType<typeof hourlyRow>[] = [];
    let failing = new Set<number>();
    let count = 0;
    const server = await startServer((request) => {
      count += 1;
      return failing.has(count) ? timedOut : seriesPage(rows, request);
    });
    const gaps = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 3000, size: 'max' });
    const failures = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 20, max: 400 }), failures, async (hours, sliceDays, failed) => {
        let end = Date.parse(start);
        rows = hours.map((gap) => hourlyRow((end += gap * 3_600_000)));
        failing = new Set(failed);
        count = 0;
        const whole = { from: start, to: new Date(end + day) };
        const listing = clientOf(server.url).sensors.measurements(sensor, whole, { sliceSpan: sliceDays * day });
        const read = (await collect(listing)).map(endOf);
        expect(read).toEqual(rows.map((row) => Date.parse(row.period.datetimeTo.utc)));
      }),
      { numRuns: 8 },
    );
  });
});

test('a server that ignores the window is found out by its first row outside of it', async () => {
  const server = await startServer([{ body: { results: [hourlyRow(Date.parse('2016-03-06T19:00:00Z'))] } }]);
  const iteration = collect(clientOf(server.url).sensors.measurements(sensor, window));
  const error = await rejectionOf(OpenAqRecordError, iteration);
  expect(error.message).toContain('Outside of the window asked for, (2025-01-01T00:00:00Z, 2026-01-01T00:00:00Z]');
});
