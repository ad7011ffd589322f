import { expect, test } from 'vitest';
import { createOpenAqClient, type ResponseEvent, type RetryEvent, type SentRequest } from '../src/index.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer } from './scripted-server.ts';

test('each attempt, each response and each repeat is told, in order', async () => {
  const rate = {
    'x-ratelimit-limit': '60',
    'x-ratelimit-used': '7',
    'x-ratelimit-remaining': '53',
    'x-ratelimit-reset': '20',
  };
  const server = await startServer([{ status: 500, body: 'Internal Server Error' }, { headers: rate }]);
  const told: [string, SentRequest | ResponseEvent | RetryEvent][] = [];
  const client = createOpenAqClient({
    baseUrl: server.url,
    clock: createManualClock(),
    random: () => 1,
    onRequest: (request) => told.push(['request', request]),
    onResponse: (event) => told.push(['response', event]),
    onRetry: (event) => told.push(['retry', event]),
  });
  await client.locations.sensors(9);
  const request = (attempt: number) => ({ method: 'GET', url: `${server.url}/locations/9/sensors`, attempt });
  expect(told).toMatchObject([
    ['request', request(1)],
    ['response', { request: request(1), status: 500, rate: { limit: null, used: null, remaining: null } }],
    ['retry', { request: request(1), delay: 1000, error: { name: 'OpenAqServerError' } }],
    ['request', request(2)],
    ['response', { request: request(2), status: 200, duration: 0, rate: { limit: 60, used: 7, remaining: 53 } }],
  ]);
});

test('a callback that throws fails the call it watches', async () => {
  const server = await startServer([{}]);
  const onResponse = () => {
    throw new Error('metrics are down');
  };
  const client = createOpenAqClient({ baseUrl: server.url, onResponse });
  await expect(client.locations.sensors(1)).rejects.toThrow('metrics are down');
});
