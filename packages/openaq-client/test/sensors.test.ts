import { expect, test } from 'vitest';
import { createOpenAqClient, OpenAqArgumentError } from '../src/index.ts';
import { fixture } from './fixture.ts';
import { startServer } from './scripted-server.ts';
import { rejectionOf } from './thrown-by.ts';

const recorded = fixture('location-7982-sensors').results[0];

test('get brings a sensor with its latest reading', async () => {
  const server = await startServer([{ body: { results: [recorded] } }]);
  const sensor = await createOpenAqClient({ baseUrl: server.url }).sensors.get(35136);
  expect(sensor).toMatchObject({
    id: 35136,
    name: 'co ppm',
    parameter: { id: 8, name: 'co', units: 'ppm' },
    latest: { value: 0.741594487534027, datetime: { utc: '2025-11-22T00:00:00Z' } },
    coverage: { observedCount: 5748, percentComplete: 574_800 },
  });
  expect(server.requests[0]?.path).toBe('/v3/sensors/35136');
});

test('a sensor without data has null where OpenAQ has nothing', async () => {
  const nothing = { datetimeFirst: null, datetimeLast: null, coverage: null, latest: null, summary: null };
  const server = await startServer([{ body: { results: [{ ...recorded, ...nothing }] } }]);
  await expect(createOpenAqClient({ baseUrl: server.url }).sensors.get(1)).resolves.toMatchObject(nothing);
});

test('coordinates that are unknown stay null and do not become 0', async () => {
  const latest = {
    datetime: { utc: '2025-11-22T00:00:00Z' },
    value: null,
    coordinates: { latitude: null, longitude: null },
  };
  const server = await startServer([{ body: { results: [{ ...recorded, latest }] } }]);
  const sensor = await createOpenAqClient({ baseUrl: server.url }).sensors.get(1);
  expect(sensor.latest).toMatchObject({ value: null, coordinates: { latitude: null, longitude: null } });
});

test('get refuses what is no id before asking', async () => {
  const client = createOpenAqClient({ baseUrl: 'http://127.0.0.1:1' });
  const error = await rejectionOf(OpenAqArgumentError, client.sensors.get(0));
  expect(error.operation).toBe('sensors.get');
});
