import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createOpenAqClient, OpenAqError, type OpenAqClientOptions } from '../src/index.ts';
import { createManualClock } from './manual-clock.ts';
import { startServer, type ScriptedReply } from './scripted-server.ts';
import { rejectionOf } from './thrown-by.ts';

const apiKey = 'c0ffee'.repeat(10);
const shown = (value: unknown) =>
  inspect(value, { depth: 20, showHidden: true, getters: true }) + String(value) + JSON.stringify(value);

const failures: [name: string, reply: ScriptedReply, options: OpenAqClientOptions][] = [
  ['a 401 that echoes the key', { status: 401, body: { detail: `Unknown key ${apiKey}` } }, {}],
  [
    'a 422 in Python text that echoes the key',
    { status: 422, body: JSON.stringify(`[{'loc': ('header',), 'msg': '${apiKey}'}]`) },
    {},
  ],
  ['a proxy page that echoes the key', { body: `<html>x-api-key: ${apiKey}</html>` }, {}],
  ['a record that does not fit', { body: { results: [{}] } }, {}],
  ['a server error', { status: 500, body: 'Internal Server Error' }, {}],
  ['a timeout', { ends: 'never' }, { timeout: 15 }],
  ['a broken connection', { ends: 'cut' }, {}],
];

test.each(failures)('%s does not show the key in the error', async (_, reply, options) => {
  const server = await startServer([reply]);
  const events: unknown[] = [];
  const note = (event: unknown) => void events.push(event);
  const client = createOpenAqClient({
    ...options,
    apiKey,
    baseUrl: server.url,
    clock: createManualClock(),
    retry: { limit: 1 },
    onRequest: note,
    onResponse: note,
    onRetry: note,
  });
  const error = await rejectionOf(OpenAqError, client.sensors.get(1));
  expect(server.requests[0]?.headers['x-api-key']).toBe(apiKey);
  expect(shown(error)).not.toContain(apiKey);
  expect(shown(events)).not.toContain(apiKey);
});

test('the client itself does not show the key', () => {
  const client = createOpenAqClient({ apiKey });
  expect(shown(client) + shown(client.locations) + shown(client.sensors)).not.toContain(apiKey);
});

test('a key that is refused is not in the error either', () => {
  const wrong = `${apiKey}\r\nx-evil: 1`;
  expect(() => createOpenAqClient({ apiKey: wrong })).toThrow(/^(?!.*c0ffee).*apiKey/s);
});

test('a redirect is not followed, so that the key does not reach another host', async () => {
  const elsewhere = await startServer([{}]);
  const server = await startServer([{ status: 302, headers: { location: `${elsewhere.url}/locations/1/sensors` } }]);
  const client = createOpenAqClient({ apiKey, baseUrl: server.url });
  const error = await rejectionOf(OpenAqError, client.locations.sensors(1));
  expect(error.message).toContain('was answered 302');
  expect(elsewhere.requests).toHaveLength(0);
});
