import { describe, expect, test } from 'vitest';
import { createOpenAqClient, OpenAqRecordError, type Measurement, type Misfit } from '../src/index.ts';
import { collect } from './collect.ts';
import { fixture } from './fixture.ts';
import { startServer } from './scripted-server.ts';
import { hourlyRow, hoursAfter, seriesPage } from './series-server.ts';
import { rejectionOf } from './thrown-by.ts';

const sensor = { sensorId: 1, locationId: 2 };
const start = '2025-01-01T00:00:00Z';
const window = { from: start, to: '2025-12-31T00:00:00Z' };
const endOf = (measurement: Measurement) => measurement.period.datetimeTo.epochMilliseconds;

/** Hourly rows of which some are broken, by index. */
async function setUp(count: number, broken: Readonly<Record<number, object>>) {
  const ends = hoursAfter(start, count);
  const rows = ends.map((end, index) => ({ ...hourlyRow(end), ...broken[index] }));
  const server = await startServer((request) => seriesPage(rows, request));
  return { server, ends, rows, client: createOpenAqClient({ baseUrl: server.url }) };
}

test('by default the first record that does not fit ends the iteration, and says where it is and what is wrong', async () => {
  const { client, server } = await setUp(3, { 1: { value: '12', parameter: { id: 2, name: 'pm25' } } });
  const error = await rejectionOf(OpenAqRecordError, collect(client.sensors.measurements(sensor, window)));
  expect(error).toMatchObject({ retriable: false, misfit: { index: 1, page: 1 } });
  expect(error.misfit.issues.map((issue) => issue.path)).toEqual(['value', 'parameter.units']);
  expect(error.message).toContain(`Record 1 of ${server.url}/sensors/1/measurements?`);
});

test('with onMisfit the others are read, and the callback gets the record as it was received', async () => {
  const { client, ends, rows } = await setUp(1500, { 3: { value: 'NA' }, 1200: { value: {} } });
  const misfits: Misfit[] = [];
  const listing = client.sensors.measurements(sensor, window, { onMisfit: (misfit) => void misfits.push(misfit) });
  const read = (await collect(listing)).map(endOf);
  expect(read).toEqual(ends.filter((_, index) => index !== 3 && index !== 1200));
  expect(misfits.map(({ index, page }) => [index, page])).toEqual([
    [3, 1],
    [200, 2],
  ]);
  expect(misfits[0]?.record).toEqual(rows[3]);
});

test('a page carries its misfits too', async () => {
  const { client } = await setUp(2, { 0: { value: 'NA' } });
  const listing = client.sensors.measurements(sensor, window, { onMisfit: () => undefined });
  const pages = await collect(listing.pages());
  expect(pages).toMatchObject([{ records: [{ value: 1 }], misfits: [{ index: 0, issues: [{ path: 'value' }] }] }]);
});

test('the iteration waits for onMisfit, and what it throws ends it', async () => {
  const { client } = await setUp(2, { 0: { value: 'NA' } });
  const order: string[] = [];
  const onMisfit = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push('misfit');
  };
  for await (const record of client.sensors.measurements(sensor, window, { onMisfit }))
    order.push(String(record.value));
  expect(order).toEqual(['misfit', '1']);
  const failing = { onMisfit: () => Promise.reject(new Error('dead letters are full')) };
  await expect(collect(client.sensors.measurements(sensor, window, failing))).rejects.toThrow('dead letters are full');
});

describe('a misfit at the end of a full page', () => {
  test('whose period can be read is not read again', async () => {
    const { client, server, ends } = await setUp(1200, { 999: { value: 'NA' } });
    const misfits: Misfit[] = [];
    const listing = client.sensors.measurements(sensor, window, { onMisfit: (misfit) => void misfits.push(misfit) });
    expect((await collect(listing)).map(endOf)).toEqual(ends.filter((_, index) => index !== 999));
    expect(misfits).toHaveLength(1);
    expect(server.requests[1]?.query.get('datetime_from')).toBe(
      new Date(ends[999] ?? 0).toISOString().replace('.000', ''),
    );
  });

  test('whose period is broken makes the rest be paged by number, and nothing is lost or doubled', async () => {
    const server = await startServer(({ query }) => {
      const rows: unknown[] = hoursAfter(start, 1200).map((end) => hourlyRow(end));
      rows[999] = { value: 1 };
      const first = (Number(query.get('page')) - 1) * 1000;
      return { body: { results: rows.slice(first, first + 1000) } };
    });
    const misfits: Misfit[] = [];
    const onMisfit = (misfit: Misfit) => void misfits.push(misfit);
    const client = createOpenAqClient({ baseUrl: server.url });
    const read = await collect(client.sensors.measurements(sensor, window, { onMisfit }));
    expect(new Set(read.map(endOf)).size).toBe(1199);
    expect(read).toHaveLength(1199);
    expect(misfits.map(({ index, page }) => [index, page])).toEqual([[999, 1]]);
  });
});

test.each([
  ['no offset', '2025-01-01T01:00:00'],
  ['no instant', 'soon'],
  ['a date only', '2025-01-01'],
])('a period end with %s does not fit: it would be read in the zone of this machine', async (_, utc) => {
  const [end = 0] = hoursAfter(start, 1);
  const row = hourlyRow(end);
  const period = { ...row.period, datetimeTo: { utc, local: null } };
  const server = await startServer([{ body: { results: [{ ...row, period }] } }]);
  const iteration = collect(createOpenAqClient({ baseUrl: server.url }).sensors.measurements(sensor, window));
  const error = await rejectionOf(OpenAqRecordError, iteration);
  expect(error.misfit.issues).toMatchObject([{ path: 'period.datetimeTo.utc' }]);
});

test('a number beyond the range of doubles does not fit', async () => {
  const [end = 0] = hoursAfter(start, 1);
  const body = JSON.stringify({ results: [hourlyRow(end, 'HUGE')] }).replace('"HUGE"', '1e400');
  const server = await startServer([{ body }]);
  const iteration = collect(createOpenAqClient({ baseUrl: server.url }).sensors.measurements(sensor, window));
  await rejectionOf(OpenAqRecordError, iteration);
});

test('locations and their sensors set misfits aside alike; a call by id has no other to go on with', async () => {
  const [location] = fixture('locations').results;
  const [recorded] = fixture('location-7982-sensors').results;
  const server = await startServer(({ path }) =>
    path.endsWith('/sensors')
      ? { body: { results: [{ ...recorded, id: null }, recorded] } }
      : { body: { results: [{ ...location, timezone: null }, location] } },
  );
  const client = createOpenAqClient({ baseUrl: server.url });
  const misfits: Misfit[] = [];
  const options = { onMisfit: (misfit: Misfit) => void misfits.push(misfit) };
  await expect(collect(client.locations.list({}, options))).resolves.toHaveLength(1);
  await expect(client.locations.sensors(7982, options)).resolves.toHaveLength(1);
  expect(misfits.map((misfit) => misfit.issues[0]?.path)).toEqual(['timezone', 'id']);
  await rejectionOf(OpenAqRecordError, client.locations.get(7719));
});
