import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../src/index.ts';
import { ask, start } from './fixture.ts';

const data = generatedDataset({ seed: 1, sensors: 4, from: 0, to: 36_000_000 });
const good = { headers: { 'X-API-Key': 'good' } };
const bad = { headers: { 'X-API-Key': 'bad' } };
const message = (text: string) => ({ message: text });
const missing = message('Unauthorized. A valid API key must be provided in the X-API-Key header.');
const gone = message(
  'Gone. Version 1 and Version 2 API endpoints are retired and no longer available. Please migrate to Version 3 endpoints.',
);

describe('with API keys', () => {
  it.each<[string, string, RequestInit, number, unknown]>([
    ['a good key is let in', '/v3/locations/9000001', good, 200, expect.anything()],
    ['a missing key is refused by the firewall', '/v3/locations', {}, 401, missing],
    ['so is an empty one', '/v3/locations', { headers: { 'x-api-key': '' } }, 401, missing],
    ['the firewall does not know which paths exist', '/v3/nowhere', {}, 401, missing],
    ['a wrong key is refused by the application', '/v3/locations', bad, 401, { detail: 'Invalid credentials' }],
    ['which looks at the path first', '/v3/nowhere', bad, 404, { detail: 'Not Found' }],
    ['and at the method', '/v3/locations', { ...bad, method: 'POST' }, 405, { detail: 'Method Not Allowed' }],
    ['and at the key before the parameters', '/v3/locations?limit=0', bad, 401, { detail: 'Invalid credentials' }],
    ['a key in the query is no key', '/v3/locations?api_key=good', {}, 401, missing],
    ['a retired version needs none', '/v2/locations', {}, 410, gone],
  ])('%s', async (_title, path, init, status, body) => {
    const reply = await ask(await start({ data, apiKeys: ['good'] }), path, init);
    expect(reply.status).toBe(status);
    expect(reply.json()).toEqual(body);
    expect(reply.headers.get('content-type')).toBe('application/json');
  });
});

describe('without API keys', () => {
  it.each([
    ['none', {}],
    ['any', bad],
  ])('%s is good', async (_title, init) => {
    expect((await ask(await start({ data }), '/v3/locations', init)).status).toBe(200);
  });
});

describe('paths and methods', () => {
  it.each([
    ['GET', '/v1/latest', 410, gone],
    ['GET', '/v2/measurements?limit=1', 410, gone],
    ['GET', '/', 404, { detail: 'Not Found' }],
    ['GET', '/v3', 404, { detail: 'Not Found' }],
    ['GET', '/v3/sensors', 404, { detail: 'Not Found' }],
    ['GET', '/v3/measurements', 404, { detail: 'Not Found' }],
    ['GET', '/v3/locations/', 404, { detail: 'Not Found' }],
    ['GET', '/v3/locations/9000001/', 404, { detail: 'Not Found' }],
    ['GET', '//v3/locations', 404, { detail: 'Not Found' }],
    ['POST', '/v3/locations', 405, { detail: 'Method Not Allowed' }],
    ['DELETE', '/v3/sensors/1', 405, { detail: 'Method Not Allowed' }],
  ])('%s %s → %i', async (method, path, status, body) => {
    const reply = await ask(await start({ data }), path, { method });
    expect(reply.status).toBe(status);
    expect(reply.json()).toEqual(body);
  });

  it('answers HEAD with 404', async () => {
    expect((await ask(await start({ data }), '/v3/locations', { method: 'HEAD' })).status).toBe(404);
  });
});
