import { describe, expect, it } from 'vitest';
import { generatedDataset, type Simulator } from '../src/index.ts';
import { ask, start, type Reply } from './fixture.ts';

const data = generatedDataset({ seed: 1, sensors: 4, from: 0, to: 36_000_000 });
const minute = 60_000;

function quota({ headers }: Reply): (string | null)[] {
  return ['limit', 'used', 'remaining', 'reset'].map((name) => headers.get(`x-ratelimit-${name}`));
}

async function limited(
  rateLimit: number,
  clock: () => number,
): Promise<(path?: string, key?: string) => Promise<Reply>> {
  const simulator: Simulator = await start({ data, rateLimit, clock });
  return (path = '/v3/locations', key = 'a') => ask(simulator, path, { headers: { 'X-API-Key': key } });
}

describe('the quota of a minute', () => {
  it('is counted down in the headers, and ends in 429 without Retry-After', async () => {
    let now = 10 * minute + 5_000;
    const get = await limited(2, () => now);
    expect(quota(await get())).toEqual(['2', '1', '1', '60']);
    now += 12_400;
    expect(quota(await get())).toEqual(['2', '2', '0', '48']);
    const third = await get();
    expect(third.status).toBe(429);
    expect(third.text).toBe('{"detail":"Too many requests"}');
    expect(quota(third)).toEqual(['2', '2', '0', '48']);
    expect(third.headers.get('retry-after')).toBeNull();
  });

  it('does not count what it rejects', async () => {
    const get = await limited(1, () => 0);
    await get();
    await get();
    expect(quota(await get())).toEqual(['1', '1', '0', '60']);
  });

  it('is fresh at the full minute of the clock, though the header promised later', async () => {
    let now = 11 * minute - 1;
    const get = await limited(1, () => now);
    expect(quota(await get())).toEqual(['1', '1', '0', '60']);
    expect((await get()).status).toBe(429);
    now += 1;
    expect((await get()).status).toBe(200);
  });

  it('is that of one key', async () => {
    const get = await limited(1, () => 0);
    await get('/v3/locations', 'a');
    expect((await get('/v3/locations', 'b')).status).toBe(200);
    expect((await get('/v3/locations', 'a')).status).toBe(429);
  });

  it('is used up by requests that fail, whose answers do not tell', async () => {
    const get = await limited(3, () => 0);
    const failures = [await get('/v3/locations/1'), await get('/v3/locations?limit=0')];
    expect(failures.map((reply) => [reply.status, ...quota(reply)])).toEqual([
      [404, null, null, null, null],
      [422, null, null, null, null],
    ]);
    expect(quota(await get())).toEqual(['3', '3', '0', '60']);
  });

  it('is not used up by paths that do not exist', async () => {
    const get = await limited(1, () => 0);
    await get('/v3/nowhere');
    expect((await get()).status).toBe(200);
  });

  it('is out of reach by default', async () => {
    expect(quota(await ask(await start({ data, clock: () => 0 }), '/v3/locations'))).toEqual([
      '1000000',
      '1',
      '999999',
      '60',
    ]);
  });
});
