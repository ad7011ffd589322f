import { expect, test } from 'vitest';
import { createOpenAqClient, OpenAqAbortedError, type Clock } from '../src/index.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer } from './scripted-server.ts';
import { hoursAfter, seriesOf } from './series-server.ts';
import { rejectionOf } from './thrown-by.ts';

const sensor = { sensorId: 1, locationId: 2 };
const window = { from: '2025-01-01T00:00:00Z', to: '2025-12-31T00:00:00Z' };

/** A clock that sleeps until it is woken by a signal. */
const patientClock = (onSleep: () => void): Clock => ({
  now: () => Date.parse('2026-03-01T12:00:00Z'),
  sleep: (_, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new Error('woken')), { once: true });
      onSleep();
    }),
});

test('a signal that is aborted already sends nothing', async () => {
  const server = await startServer([{}]);
  const client = createOpenAqClient({ baseUrl: server.url });
  const signal = AbortSignal.abort(new Error('not needed'));
  const error = await rejectionOf(OpenAqAbortedError, client.locations.get(1, { signal }));
  expect(error).toMatchObject({ retriable: false, cause: { message: 'not needed' } });
  expect(server.requests).toHaveLength(0);
  expect(client.usage().requests).toBe(0);
});

test.each(['never', 'halfway'] as const)('a request whose answer ends %s ends with the signal', async (ends) => {
  const controller = new AbortController();
  const server = await startServer(() => {
    setImmediate(() => controller.abort(new Error('enough')));
    return { ends };
  });
  const repeated: unknown[] = [];
  const client = createOpenAqClient({ baseUrl: server.url, onRetry: (event) => repeated.push(event) });
  const error = await rejectionOf(OpenAqAbortedError, client.sensors.get(1, { signal: controller.signal }));
  expect(error.cause).toEqual(new Error('enough'));
  expect(repeated).toEqual([]);
  expect(server.requests).toHaveLength(1);
});

test('so does the wait before a repeat', async () => {
  const controller = new AbortController();
  const server = await startServer([{ status: 500 }]);
  const clock = patientClock(() => controller.abort());
  const client = createOpenAqClient({ baseUrl: server.url, clock });
  await rejectionOf(OpenAqAbortedError, client.sensors.get(1, { signal: controller.signal }));
  expect(server.requests).toHaveLength(1);
});

test('so does the wait for the budget', async () => {
  const controller = new AbortController();
  const server = await startServer([{}]);
  const clock = patientClock(() => controller.abort());
  const client = createOpenAqClient({ baseUrl: server.url, clock, rateLimit: { perHour: 1 } });
  await client.locations.sensors(1);
  await rejectionOf(OpenAqAbortedError, client.locations.sensors(1, { signal: controller.signal }));
  expect(server.requests).toHaveLength(1);
});

test('an iteration ends at the next page', async () => {
  const controller = new AbortController();
  const server = await startServer(seriesOf(hoursAfter(window.from, 2500)));
  const client = createOpenAqClient({ baseUrl: server.url, clock: createManualClock() });
  const pages = client.sensors.measurements(sensor, window, { signal: controller.signal }).pages();
  await expect(pages.next()).resolves.toMatchObject({ done: false });
  controller.abort();
  await rejectionOf(OpenAqAbortedError, pages.next());
  expect(server.requests).toHaveLength(1);
});
