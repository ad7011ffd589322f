import { expect, test } from 'vitest';
import {
  createInMemoryRateLedger,
  createOpenAqClient,
  OpenAqBudgetError,
  OpenAqRateLimitError,
  OpenAqNotFoundError,
  type RateLedger,
  type WaitEvent,
} from '../src/index.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer } from './scripted-server.ts';
import { rejectionOf } from './thrown-by.ts';

const tooMany = (headers: Record<string, string>) => ({
  status: 429,
  headers,
  body: { detail: 'Too many requests' },
});

test('the request after the last of a minute waits for the next clock minute', async () => {
  const server = await startServer([{}]);
  const clock = createManualClock('2026-03-01T12:00:50Z');
  const waits: WaitEvent[] = [];
  const rateLimit = { perMinute: 2, perHour: 100 };
  const client = createOpenAqClient({ baseUrl: server.url, clock, rateLimit, onWait: (event) => waits.push(event) });
  for (const id of [1, 2, 3]) await client.locations.sensors(id);
  expect(clock.waits).toEqual([10_000]);
  expect(waits).toEqual([{ budget: 'minute', delay: 10_000 }]);
});

test('the budget of an hour makes wait for the next clock hour', async () => {
  const server = await startServer([{}]);
  const clock = createManualClock('2026-03-01T12:15:00Z');
  const client = createOpenAqClient({ baseUrl: server.url, clock, rateLimit: { perHour: 1 } });
  await client.locations.sensors(1);
  await client.locations.sensors(2);
  expect(clock.waits).toEqual([45 * 60_000]);
});

test('a server that has counted 60 of 60 is left alone until its next minute, before it has to refuse', async () => {
  const full = {
    'x-ratelimit-limit': '60',
    'x-ratelimit-used': '60',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '55',
  };
  const server = await startServer([{ headers: full }, {}]);
  const clock = createManualClock('2026-03-01T12:00:05Z');
  const client = createOpenAqClient({ baseUrl: server.url, clock });
  await client.locations.sensors(1);
  await client.locations.sensors(2);
  expect(clock.waits).toEqual([55_000]);
  expect(server.requests).toHaveLength(2);
});

test('a 429 with reset header 45 is repeated after exactly 45 s, without jitter', async () => {
  const used = { 'x-ratelimit-limit': '60', 'x-ratelimit-used': '60', 'x-ratelimit-remaining': '0' };
  const server = await startServer([tooMany({ ...used, 'x-ratelimit-reset': '45' }), {}]);
  const clock = createManualClock('2026-03-01T12:00:05Z');
  const client = createOpenAqClient({ baseUrl: server.url, clock, random: () => 0.123 });
  await client.locations.sensors(1);
  expect(clock.waits).toEqual([45_000]);
  expect(client.usage()).toEqual({ requests: 2, retries: 1 });
});

test('a 429 with an epoch as reset header waits until that instant', async () => {
  const clock = createManualClock('2026-03-01T12:00:05Z');
  const reset = String(Date.parse('2026-03-01T12:00:35Z') / 1000);
  const server = await startServer([tooMany({ 'x-ratelimit-reset': reset }), {}]);
  await createOpenAqClient({ baseUrl: server.url, clock }).locations.sensors(1);
  expect(clock.waits).toEqual([30_000]);
});

test('a 429 that asks for more than maxBudgetWait is thrown at once, with the wait it asked for', async () => {
  const server = await startServer([tooMany({ 'retry-after': '3600' })]);
  const client = createOpenAqClient({ baseUrl: server.url, clock: createManualClock(), maxBudgetWait: 60_000 });
  const error = await rejectionOf(OpenAqRateLimitError, client.locations.sensors(1));
  expect(error).toMatchObject({ retriable: true, status: 429, retryAfter: 3_600_000 });
  expect(error.message).toContain('Wait until 2026-03-01T13:00:00Z, and lower rateLimit');
  expect(server.requests).toHaveLength(1);
});

test('a 429 that asks for less is waited for, however patient one is with other failures', async () => {
  const server = await startServer([tooMany({ 'retry-after': '1800' }), {}]);
  const clock = createManualClock();
  await createOpenAqClient({ baseUrl: server.url, clock, retry: { maxWait: 0 } }).locations.sensors(1);
  expect(clock.waits).toEqual([1_800_000]);
});

test('a 429 that asks for more than a Date can hold is told all the same', async () => {
  const server = await startServer([tooMany({ 'retry-after': '9'.repeat(30) })]);
  const client = createOpenAqClient({ baseUrl: server.url, clock: createManualClock() });
  const error = await rejectionOf(OpenAqRateLimitError, client.locations.sensors(1));
  expect(error.message).toContain('Wait until +275760-09-13T00:00:00Z');
});

test('an hour that is spent for longer than maxBudgetWait is an error, and nothing is sent', async () => {
  const server = await startServer([{}]);
  const clock = createManualClock('2026-03-01T12:15:00Z');
  const options = { rateLimit: { perMinute: 1, perHour: 2 }, maxBudgetWait: 60_000 };
  const client = createOpenAqClient({ baseUrl: server.url, clock, ...options });
  for (const id of [1, 2]) await client.locations.sensors(id);
  const error = await rejectionOf(OpenAqBudgetError, client.locations.sensors(3));
  expect(error).toMatchObject({ retriable: true, budget: 'hour', retryAt: Date.parse('2026-03-01T13:00:00Z') });
  expect(error.message).toBe(
    `GET ${server.url}/locations/3/sensors is not sent: the budget of 2 requests in this hour is spent. ` +
      'The next request is possible at 2026-03-01T13:00:00Z: try again then.',
  );
  expect(clock.waits).toEqual([60_000]);
  expect(client.usage()).toEqual({ requests: 2, retries: 0 });
});

test('after a 429 that asks for hours, nothing is sent by whoever shares the ledger', async () => {
  const server = await startServer([tooMany({ 'retry-after': '7200' })]);
  const ledger = createInMemoryRateLedger();
  const create = () => createOpenAqClient({ baseUrl: server.url, clock: createManualClock(), ledger });
  await rejectionOf(OpenAqRateLimitError, create().locations.sensors(1));
  const error = await rejectionOf(OpenAqBudgetError, create().locations.sensors(1));
  expect(error).toMatchObject({ budget: 'server', retryAt: Date.parse('2026-03-01T14:00:00Z') });
  expect(error.message).toContain('is not sent: OpenAQ has answered 429. The next request is possible at');
  expect(server.requests).toHaveLength(1);
});

test('a 429 that never ends is given up after the budget of repeats', async () => {
  const server = await startServer([tooMany({})]);
  const clock = createManualClock();
  const client = createOpenAqClient({ baseUrl: server.url, clock, retry: { limit: 2 } });
  await rejectionOf(OpenAqRateLimitError, client.locations.sensors(1));
  expect(clock.waits).toEqual([60_000, 60_000]);
  expect(client.usage()).toEqual({ requests: 3, retries: 2 });
});

test('a request that fails for good costs one of the budget all the same', async () => {
  const server = await startServer([{ status: 404, body: { detail: 'Location not found' } }]);
  const client = createOpenAqClient({ baseUrl: server.url });
  await rejectionOf(OpenAqNotFoundError, client.locations.get(1));
  expect(client.usage()).toEqual({ requests: 1, retries: 0 });
});

test('clients that share a ledger share the budget', async () => {
  const server = await startServer([{}]);
  const clock = createManualClock('2026-03-01T12:00:40Z');
  const ledger = createInMemoryRateLedger({ perMinute: 1, perHour: 10 });
  const options = { baseUrl: server.url, clock, ledger };
  await createOpenAqClient(options).locations.sensors(1);
  await createOpenAqClient(options).locations.sensors(1);
  expect(clock.waits).toEqual([20_000]);
});

test('every attempt asks the ledger, which may answer late', async () => {
  const taken: number[] = [];
  const ledger: RateLedger = {
    take: (now) =>
      new Promise((resolve) => {
        taken.push(now);
        setImmediate(() => resolve({ granted: true }));
      }),
    observe: async () => undefined,
  };
  const server = await startServer([{ status: 500, body: 'Internal Server Error' }, {}]);
  const client = createOpenAqClient({ baseUrl: server.url, ledger, clock: createManualClock() });
  await client.locations.sensors(1);
  expect(taken).toHaveLength(2);
});

test('concurrent requests stay within the minute', async () => {
  const server = await startServer([{}]);
  const clock = createManualClock('2026-03-01T12:00:30Z');
  const minutes: number[] = [];
  const client = createOpenAqClient({
    baseUrl: server.url,
    clock,
    rateLimit: { perMinute: 4 },
    onRequest: () => minutes.push(new Date(clock.now()).getUTCMinutes()),
  });
  await Promise.all(Array.from({ length: 10 }, (_, index) => client.locations.sensors(index + 1)));
  expect(minutes).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
});
