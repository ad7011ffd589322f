import { expect, test } from 'vitest';
import {
  createOpenAqClient,
  OpenAqAuthenticationError,
  OpenAqError,
  OpenAqForbiddenError,
  OpenAqGoneError,
  OpenAqMalformedResponseError,
  OpenAqNotFoundError,
  OpenAqResponseError,
  OpenAqUnexpectedStatusError,
  OpenAqValidationError,
} from '../src/index.ts';
import { startServer, type ScriptedReply } from './scripted-server.ts';
import { rejectionOf } from './thrown-by.ts';

async function failure(reply: ScriptedReply): Promise<OpenAqResponseError> {
  const server = await startServer([reply]);
  const client = createOpenAqClient({ baseUrl: server.url, apiKey: 'c0ffee' });
  return rejectionOf(OpenAqResponseError, client.sensors.get(5));
}

test.each([
  ['missing key (firewall)', { message: 'Unauthorized. A valid API key must be provided in the X-API-Key header.' }],
  ['wrong key (application)', { detail: 'Invalid credentials' }],
])('401, %s, is an OpenAqAuthenticationError', async (_, body) => {
  const error = await failure({ status: 401, body });
  expect(error).toBeInstanceOf(OpenAqAuthenticationError);
  expect(error.name).toBe('OpenAqAuthenticationError');
  expect(error.problems).toEqual(Object.values(body));
  expect(error.message).toContain('Pass a valid apiKey');
});

test.each([
  [403, OpenAqForbiddenError, { message: 'Forbidden. violation of rate limit policy. Contact dev@openaq.org' }],
  [404, OpenAqNotFoundError, { detail: 'Sensor not found' }],
  [
    410,
    OpenAqGoneError,
    { message: 'Gone. Version 1 and Version 2 API endpoints are retired and no longer available.' },
  ],
  [422, OpenAqValidationError, { detail: 'something is wrong' }],
  [405, OpenAqUnexpectedStatusError, { detail: 'Method Not Allowed' }],
] as const)('%i is an %o', async (status, kind, body) => {
  const error = await failure({ status, body });
  expect(error).toBeInstanceOf(kind);
  expect(error).toBeInstanceOf(OpenAqError);
  expect(error.name).toBe(kind.name);
  expect(error.message).toContain(Object.values(body)[0]);
  expect(error.message).toMatch(/^GET http:\/\/127\.0\.0\.1:\d+\/v3\/sensors\/5 \(attempt 1\) was answered/);
});

test('a 403 of the firewall that is HTML keeps its text', async () => {
  const body = '<html>\n<h1>403 ERROR</h1>\nRequest blocked.</html>';
  const error = await failure({ status: 403, headers: { 'content-type': 'text/html' }, body });
  expect(error.problems).toEqual(['<html> <h1>403 ERROR</h1> Request blocked.</html>']);
});

test.each([
  ['is not JSON', '<html>maintenance</html>', 'not JSON'],
  ['is empty', '', 'not JSON'],
  ['is cut off', '{"results":[{"id":1}', 'not JSON'],
  ['has no results', '{"meta":{},"data":[]}', 'no list of results'],
  ['is null', 'null', 'no list of results'],
])('a success whose body %s is an OpenAqMalformedResponseError', async (_, body, reason) => {
  const server = await startServer([{ body }]);
  const client = createOpenAqClient({ baseUrl: server.url });
  const error = await rejectionOf(OpenAqMalformedResponseError, client.locations.sensors(1));
  expect(error).toMatchObject({ status: 200, retriable: false, body });
  expect(error.message).toContain(reason);
  expect(error.message).toContain(`${server.url}/locations/1/sensors`);
  expect(server.requests).toHaveLength(1);
});

test('only the first 200 characters of such a body are kept', async () => {
  const server = await startServer([{ body: 'x'.repeat(5000) }]);
  const client = createOpenAqClient({ baseUrl: server.url });
  const error = await rejectionOf(OpenAqMalformedResponseError, client.locations.sensors(1));
  expect(error.body).toBe('x'.repeat(200));
});

test('a call by id that brings an empty list is malformed, not undefined', async () => {
  const server = await startServer([{ body: { results: [] } }]);
  const client = createOpenAqClient({ baseUrl: server.url });
  await rejectionOf(OpenAqMalformedResponseError, client.locations.get(1));
});
