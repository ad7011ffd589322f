import { expect, test } from 'vitest';
import { createInMemoryRateLedger, createOpenAqClient, OpenAqArgumentError } from '../src/index.ts';
import { startServer } from './scripted-server.ts';
import { thrownBy } from './thrown-by.ts';

test('the API key travels in X-API-Key, beside a user agent that names the client and its version', async () => {
  const server = await startServer([{}]);
  const client = createOpenAqClient({ apiKey: 'k'.repeat(64), baseUrl: server.url });
  await client.locations.sensors(1);
  expect(server.requests[0]?.headers).toMatchObject({ 'x-api-key': 'k'.repeat(64), accept: 'application/json' });
  expect(server.requests[0]?.headers['user-agent']).toMatch(/^airstar-openaq-client\/\d+\.\d+\.\d+/);
});

test('without an API key no X-API-Key is sent, so that a keyless simulator works', async () => {
  const server = await startServer([{}]);
  await createOpenAqClient({ baseUrl: server.url, userAgent: 'mine/1' }).locations.sensors(1);
  expect(server.requests[0]?.headers).not.toHaveProperty('x-api-key');
  expect(server.requests[0]?.headers['user-agent']).toBe('mine/1');
});

test('slashes at the end of baseUrl and a URL object make no difference: OpenAQ answers 404 to a doubled slash', async () => {
  const server = await startServer([{}]);
  await createOpenAqClient({ baseUrl: `${server.url}//` }).locations.sensors(7);
  await createOpenAqClient({ baseUrl: new URL(server.url) }).locations.sensors(7);
  expect(server.requests.map((request) => request.path)).toEqual([
    '/v3/locations/7/sensors',
    '/v3/locations/7/sensors',
  ]);
});

test('requests go to api.openaq.org through the fetch that was given', async () => {
  const urls: string[] = [];
  const client = createOpenAqClient({
    fetch: async (input) => {
      urls.push((input as Request).url);
      return Response.json({ results: [] });
    },
  });
  await client.locations.sensors(3);
  expect(urls).toEqual(['https://api.openaq.org/v3/locations/3/sensors']);
});

test('all wrong options are reported in one error', () => {
  const options = {
    apiKey: 'a\nb',
    baseUrl: 'ftp://example.org',
    rateLimit: { perMinute: 0, perHour: 1.5 },
    maxBudgetWait: -1,
    retry: { limit: -1, maxWait: Infinity },
    timeout: 0,
    userAgent: '',
    clock: {},
    fetch: 'no function',
    onRetry: 1,
    apikey: 'misspelt',
  };
  const error = thrownBy(OpenAqArgumentError, () => createOpenAqClient(options as never));
  const paths = error.problems.map((problem) => problem.path);
  expect(paths.toSorted()).toEqual([
    '',
    'apiKey',
    'baseUrl',
    'clock',
    'fetch',
    'maxBudgetWait',
    'onRetry',
    'rateLimit.perHour',
    'rateLimit.perMinute',
    'retry.limit',
    'retry.maxWait',
    'timeout',
    'userAgent',
  ]);
  expect(error.message).toContain('createOpenAqClient');
  expect(error.message).toContain('apikey');
  expect(error.retriable).toBe(false);
});

test.each([
  'https://user:secret@api.openaq.org/v3',
  'https://api.openaq.org/v3?key=1',
  'https://api.openaq.org/#v3',
  '/v3',
])('baseUrl %s is refused: it would put secrets or a query into every URL, or has no host', (baseUrl) => {
  const error = thrownBy(OpenAqArgumentError, () => createOpenAqClient({ baseUrl }));
  expect(error.problems.map((problem) => problem.path)).toEqual(['baseUrl']);
  expect(error.message).not.toContain('secret');
});

test('a ledger has its own limits, so rateLimit beside it is refused', () => {
  const options = { ledger: createInMemoryRateLedger(), rateLimit: { perMinute: 1 } };
  expect(() => createOpenAqClient(options)).toThrow(/rateLimit: is the business of the ledger/);
});

test('an option that is explicitly undefined counts as not given', async () => {
  const server = await startServer([{}]);
  const client = createOpenAqClient({
    apiKey: undefined,
    baseUrl: server.url,
    retry: undefined,
    rateLimit: { perHour: undefined },
  });
  await expect(client.locations.sensors(1)).resolves.toEqual([]);
});
