import { describe, expect, it } from 'vitest';
import { generatedDataset, type Fault } from '../src/index.ts';
import { ask, hour, start } from './fixture.ts';

const data = generatedDataset({ seed: 1, sensors: 4, from: 0, to: 100 * hour });
const path = '/v3/sensors/20000001/measurements';

describe('faults on demand', () => {
  it('are chosen per request; all others are answered', async () => {
    const simulator = await start({ data, faults: ({ number }) => (number === 2 ? { status: 503 } : undefined) });
    const statuses = [await ask(simulator, path), await ask(simulator, path), await ask(simulator, path)];
    expect(statuses.map(({ status }) => status)).toEqual([200, 503, 200]);
  });

  it('may be any answer', async () => {
    const fault: Fault = { status: 502, body: '<html>Bad Gateway</html>', headers: { 'content-type': 'text/html' } };
    const reply = await ask(await start({ data, faults: () => fault }), path);
    expect([reply.status, reply.text, reply.headers.get('content-type')]).toEqual([502, fault.body, 'text/html']);
    expect(reply.headers.get('cache-control')).toBeNull();
  });

  it('may come late', async () => {
    const simulator = await start({ data, faults: () => ({ status: 204, delayMs: 1 }) });
    expect((await ask(simulator, path)).status).toBe(204);
  });

  it('may tear the connection down', async () => {
    const simulator = await start({ data, faults: () => 'reset' });
    await expect(ask(simulator, path)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  });

  it('may break the JSON in the middle, with status 200', async () => {
    const whole = await ask(await start({ data }), path);
    const broken = await ask(await start({ data, faults: () => 'malformed' }), path);
    expect(broken.status).toBe(200);
    expect(broken.text).toBe(whole.text.slice(0, whole.text.length / 2));
    expect(() => broken.json()).toThrow(SyntaxError);
  });

  it('may break what would have been an error, with status 200 as well', async () => {
    const reply = await ask(await start({ data, faults: () => 'malformed' }), '/v3/locations/1');
    expect([reply.status, reply.text]).toEqual([200, '{"detail":"Loca']);
  });

  it('use up no quota and need no key', async () => {
    const faults = ({ number }: { number: number }): Fault | undefined => (number === 1 ? { status: 500 } : undefined);
    const simulator = await start({ data, faults, apiKeys: ['k'], rateLimit: 1 });
    expect((await ask(simulator, path)).status).toBe(500);
    expect((await ask(simulator, path, { headers: { 'x-api-key': 'k' } })).status).toBe(200);
  });
});
