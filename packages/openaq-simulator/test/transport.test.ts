import { describe, expect, it } from 'vitest';
import { generatedDataset } from '../src/index.ts';
import { ask, hour, start } from './fixture.ts';

const data = generatedDataset({ seed: 1, sensors: 4, from: 0, to: 100 * hour });
const long = '/v3/sensors/20000001/measurements';
const short = '/v3/sensors/1/measurements';

describe('transport headers', () => {
  it.each([
    ['GET', long, 200, 'public, max-age=900'],
    ['GET', '/v3/locations/1', 404, 'public, max-age=900'],
    ['GET', '/v3/locations?limit=0', 422, 'public, max-age=900'],
    ['GET', '/v3/locations?coordinates=1,1', 500, null],
    ['POST', '/v3/locations', 405, null],
  ])('%s %s (%i) may be cached: %s', async (method, path, status, cacheControl) => {
    const reply = await ask(await start({ data }), path, { method });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('cache-control')).toBe(cacheControl);
    expect(reply.headers.get('vary')).toBe('Accept-Encoding');
  });

  it.each([
    ['a long body is compressed for who takes gzip', long, 'br, gzip', 'gzip'],
    ['but for nobody else', long, 'identity', null],
    ['and a short one never', short, 'gzip', null],
  ])('%s', async (_title, path, accepted, encoding) => {
    const reply = await ask(await start({ data }), path, { headers: { 'accept-encoding': accepted } });
    expect(reply.headers.get('content-encoding')).toBe(encoding);
    expect(reply.measurements().meta.name).toBe('openaq-api');
  });

  it('compressed and plain are the same text', async () => {
    const simulator = await start({ data });
    const [packed, plain] = await Promise.all(
      ['gzip', 'identity'].map((encoding) => ask(simulator, long, { headers: { 'accept-encoding': encoding } })),
    );
    expect(packed?.text).toBe(plain?.text);
    expect(Number(packed?.headers.get('content-length'))).toBeLessThan(
      Number(plain?.headers.get('content-length')) / 5,
    );
  });

  it('sends no validators and no CORS', async () => {
    const { headers } = await ask(await start({ data }), long, { headers: { origin: 'http://example.org' } });
    for (const name of ['etag', 'last-modified', 'link', 'access-control-allow-origin']) {
      expect(headers.get(name)).toBeNull();
    }
  });
});
