import { describe, expect, test } from 'vitest';
import {
  createOpenAqClient,
  OpenAqNetworkError,
  OpenAqRequestError,
  OpenAqRequestTimeoutError,
  OpenAqServerError,
  OpenAqTimeoutError,
  type OpenAqClientOptions,
} from '../src/index.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer, type ScriptedReply } from './scripted-server.ts';
import { rejectionOf } from './thrown-by.ts';

async function setUp(replies: readonly ScriptedReply[], options: OpenAqClientOptions = {}) {
  const server = await startServer(replies);
  const clock = createManualClock();
  return { server, clock, client: createOpenAqClient({ baseUrl: server.url, clock, random: () => 0, ...options }) };
}

const broken: ScriptedReply = { status: 500, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' };

describe('what may pass is repeated', () => {
  test('a 500 that passes is not noticed but for its cost', async () => {
    const { client, clock } = await setUp([broken, broken, {}]);
    await expect(client.locations.sensors(1)).resolves.toEqual([]);
    expect(clock.waits).toEqual([500, 1000]);
    expect(client.usage()).toEqual({ requests: 3, retries: 2 });
  });

  test('a sensor that always answers 500 is given up after 4 requests, with what the server said', async () => {
    const { client, server } = await setUp([broken]);
    const error = await rejectionOf(OpenAqServerError, client.sensors.get(15904590));
    expect(error).toMatchObject({ status: 500, retriable: true, problems: ['Internal Server Error'] });
    expect(error.request).toEqual({ method: 'GET', url: `${server.url}/sensors/15904590`, attempt: 4 });
    expect(server.requests).toHaveLength(4);
  });

  test('waits double from a second to half a minute, and jitter takes away at most half', async () => {
    const { client, clock } = await setUp([broken], { retry: { limit: 7 }, random: () => 0.999_999 });
    await rejectionOf(OpenAqServerError, client.sensors.get(1));
    expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  test('a wait beyond maxWait is not begun', async () => {
    const { client, clock } = await setUp([broken], { retry: { limit: 7, maxWait: 1500 } });
    await rejectionOf(OpenAqServerError, client.sensors.get(1));
    expect(clock.waits).toEqual([500, 1000]);
  });

  test('Retry-After of a 503 is taken as it is', async () => {
    const { client, clock } = await setUp([{ status: 503, headers: { 'retry-after': '9' } }, {}]);
    await client.locations.sensors(1);
    expect(clock.waits).toEqual([9000]);
  });

  test('a 408 where nothing can be sliced is repeated', async () => {
    const { client } = await setUp([{ status: 408 }, { status: 408 }, {}]);
    await expect(client.locations.sensors(1)).resolves.toEqual([]);
  });

  test('a connection that breaks off within the body is repeated', async () => {
    const { client } = await setUp([{ ends: 'cut' }, {}]);
    await expect(client.locations.sensors(1)).resolves.toEqual([]);
    expect(client.usage().retries).toBe(1);
  });

  test('nothing is repeated with a limit of 0', async () => {
    const { client, server } = await setUp([broken], { retry: { limit: 0 } });
    await rejectionOf(OpenAqServerError, client.sensors.get(1));
    expect(server.requests).toHaveLength(1);
  });
});

describe('what would fail again is not repeated', () => {
  test.each([301, 400, 401, 403, 404, 405, 410, 422])('%i costs one request', async (status) => {
    const { client, server, clock } = await setUp([{ status, headers: { location: '/' } }]);
    const error = await rejectionOf(OpenAqRequestError, client.sensors.get(1));
    expect(error).toMatchObject({ retriable: false, status });
    expect(server.requests).toHaveLength(1);
    expect(clock.waits).toEqual([]);
  });
});

describe('without a response', () => {
  test('an unreachable server is an OpenAqNetworkError that names the reason', async () => {
    const client = createOpenAqClient({
      baseUrl: 'http://127.0.0.1:1',
      clock: createManualClock(),
      retry: { limit: 1 },
    });
    const error = await rejectionOf(OpenAqNetworkError, client.sensors.get(1));
    expect(error).toMatchObject({ retriable: true, status: undefined, request: { attempt: 2 } });
    expect(error.message).toMatch(/http:\/\/127\.0\.0\.1:1\/sensors\/1 .*(ECONNREFUSED|bad port)/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  test('a connection that is closed before the answer costs what the client counts', async () => {
    const { client, server } = await setUp([{ ends: 'dropped' }], { retry: { limit: 1 } });
    await rejectionOf(OpenAqNetworkError, client.sensors.get(1));
    expect(server.requests).toHaveLength(2);
    expect(client.usage()).toEqual({ requests: 2, retries: 1 });
  });

  test('a server that never answers is an OpenAqTimeoutError', async () => {
    const { client } = await setUp([{ ends: 'never' }], { timeout: 20, retry: { limit: 0 } });
    const error = await rejectionOf(OpenAqTimeoutError, client.sensors.get(1));
    expect(error).toMatchObject({ retriable: true, status: undefined });
    expect(error.message).toContain('20 ms');
  });

  test('so is one that stops within the body', async () => {
    const { client } = await setUp([{ ends: 'halfway' }, {}], { timeout: 20, retry: { limit: 1 } });
    await expect(client.locations.sensors(1)).resolves.toEqual([]);
    expect(client.usage()).toEqual({ requests: 2, retries: 1 });
  });
});

test('a 408 says that slicing the window is the remedy', async () => {
  const detail = 'Connection timed out: Try to provide more specific query parameters or a smaller time frame.';
  const { client } = await setUp([{ status: 408, body: { detail } }]);
  const error = await rejectionOf(OpenAqRequestTimeoutError, client.sensors.get(1));
  expect(error.message).toMatch(/408: Connection timed out.* Slice the window/);
});
