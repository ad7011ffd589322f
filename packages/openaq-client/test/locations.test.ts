import { describe, expect, test } from 'vitest';
import { createOpenAqClient, OpenAqArgumentError, OpenAqNotFoundError } from '../src/index.ts';
import { collect } from './collect.ts';
import { fixture } from './fixture.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer, type Script } from './scripted-server.ts';
import { rejectionOf } from './thrown-by.ts';

const recorded = fixture('locations');
const [template = {}] = recorded.results;

/** Serves `total` locations with ids from 1, and `found` as the real server gives it. */
const serving =
  (total: number): Script =>
  ({ query }) => {
    const limit = Number(query.get('limit'));
    const first = (Number(query.get('page')) - 1) * limit;
    const count = Math.max(0, Math.min(limit, total - first));
    const results = Array.from({ length: count }, (_, index) => ({ ...template, sensors: [], id: first + index + 1 }));
    return { body: { meta: { found: count === limit ? `>${limit}` : count }, results } };
  };

describe('list', () => {
  test('reads recorded locations as they are: names, licences, coordinates, instants', async () => {
    const server = await startServer([{ body: recorded }]);
    const list = createOpenAqClient({ baseUrl: server.url }).locations.list({ countriesId: 157 });
    const [atemajac, , aguilas] = await collect(list);
    expect(atemajac).toMatchObject({
      id: 7719,
      timezone: 'America/Mexico_City',
      country: { id: 157, code: 'MX' },
      provider: { id: 119, name: 'AirNow' },
      coordinates: { latitude: 20.719444, longitude: -103.355278 },
      licenses: [{ id: 33, attribution: { name: 'Unknown Governmental Organization', url: null }, dateTo: null }],
      distance: null,
      datetimeLast: {
        utc: '2022-06-30T21:00:00Z',
        local: '2022-06-30T16:00:00-05:00',
        epochMilliseconds: Date.UTC(2022, 5, 30, 21),
      },
    });
    expect(aguilas?.name).toBe('Las \uFFFDguilas');
    expect(server.requests[0]?.query.toString()).toBe('countries_id=157&limit=1000&page=1');
  });

  test('2,500 locations come each once though found says ">1000" and then 500, in three requests', async () => {
    const server = await startServer(serving(2500));
    const list = createOpenAqClient({ baseUrl: server.url }).locations.list();
    const ids = (await collect(list)).map((location) => location.id);
    expect(ids).toEqual(Array.from({ length: 2500 }, (_, index) => index + 1));
    expect(server.requests.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3']);
  });

  test('a last page that is full is followed by one that is empty', async () => {
    const server = await startServer(serving(2000));
    const pages = await collect(createOpenAqClient({ baseUrl: server.url }).locations.list().pages());
    expect(pages.map((page) => page.records.length)).toEqual([1000, 1000, 0]);
  });

  test('pages tell their number, what they cost and when they came', async () => {
    const script = serving(1001);
    const server = await startServer((request, number) => (number === 2 ? { status: 502 } : script(request, number)));
    const clock = createManualClock('2026-03-01T12:00:00Z');
    const client = createOpenAqClient({ baseUrl: server.url, clock, random: () => 0 });
    const pages = await collect(client.locations.list().pages());
    expect(pages.map(({ page, requests, fetchedAt, misfits }) => ({ page, requests, fetchedAt, misfits }))).toEqual([
      { page: 1, requests: 1, fetchedAt: new Date('2026-03-01T12:00:00Z'), misfits: [] },
      { page: 2, requests: 2, fetchedAt: new Date('2026-03-01T12:00:00.500Z'), misfits: [] },
    ]);
  });

  test('no page is fetched before it is asked for, and none after the loop is left', async () => {
    const server = await startServer(serving(5000));
    const client = createOpenAqClient({ baseUrl: server.url });
    for await (const location of client.locations.list()) if (location.id === 1500) break;
    expect(server.requests).toHaveLength(2);
  });

  test('a page that fails in the middle fails the iteration instead of being skipped', async () => {
    const script = serving(3000);
    const server = await startServer((request, number) => (number === 2 ? { status: 404 } : script(request, number)));
    const seen: number[] = [];
    const iteration = (async () => {
      for await (const location of createOpenAqClient({ baseUrl: server.url }).locations.list()) seen.push(location.id);
    })();
    await rejectionOf(OpenAqNotFoundError, iteration);
    expect(seen).toHaveLength(1000);
  });

  test('wrong filters throw at the call, and no request is sent', async () => {
    const server = await startServer([{}]);
    const client = createOpenAqClient({ baseUrl: server.url });
    expect(() => client.locations.list({ radius: 5 })).toThrow(OpenAqArgumentError);
    expect(server.requests).toHaveLength(0);
  });

  test('unknown fields are ignored and missing optional ones become null', async () => {
    const required = ['id', 'timezone', 'country', 'owner', 'provider', 'isMobile', 'isMonitor', 'sensors'];
    const entries = Object.entries(template).filter(([name]) => required.includes(name));
    const bare = { ...Object.fromEntries(entries), novelty: 1 };
    const server = await startServer([{ body: { results: [bare] } }]);
    const location = await createOpenAqClient({ baseUrl: server.url }).locations.get(7719);
    expect(location).not.toHaveProperty('novelty');
    expect(location).toMatchObject({
      name: null,
      coordinates: null,
      licenses: null,
      instruments: null,
      datetimeFirst: null,
    });
  });
});

describe('get', () => {
  test('brings one location', async () => {
    const server = await startServer([{ body: { results: [template] } }]);
    const location = await createOpenAqClient({ baseUrl: server.url }).locations.get(7719);
    expect(location.sensors).toHaveLength(5);
    expect(server.requests[0]?.path).toBe('/v3/locations/7719');
  });

  test.each([0, -1, 1.5, 2_147_483_648, NaN, '7719'])('refuses %j as an id before asking', async (id) => {
    const server = await startServer([{}]);
    const client = createOpenAqClient({ baseUrl: server.url });
    const error = await rejectionOf(OpenAqArgumentError, client.locations.get(id as number));
    expect(error).toMatchObject({ operation: 'locations.get', problems: [{ path: 'id' }] });
    expect(server.requests).toHaveLength(0);
  });
});

describe('sensors', () => {
  test('every sensor carries the location it was asked for by', async () => {
    const server = await startServer([{ body: fixture('location-7982-sensors') }]);
    const sensors = await createOpenAqClient({ baseUrl: server.url }).locations.sensors(7982);
    expect(sensors.map(({ id, locationId }) => [id, locationId])).toEqual([
      [35136, 7982],
      [13430243, 7982],
      [35134, 7982],
    ]);
    expect(server.requests[0]).toMatchObject({ path: '/v3/locations/7982/sensors' });
  });

  test('a summary with an absurd maximum and null quantiles is passed on as published', async () => {
    const server = await startServer([{ body: fixture('location-7982-sensors') }]);
    const sensors = await createOpenAqClient({ baseUrl: server.url }).locations.sensors(7982);
    const ozone = sensors.find((sensor) => sensor.id === 35134);
    expect(ozone?.summary?.max).toBeGreaterThan(1e34);
    expect(ozone?.summary).toMatchObject({ median: null, sd: null });
  });
});
