import { Counter, Registry } from 'prom-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createProgress, HealthServerError, startHealthServer } from '../src/index.ts';

async function serve() {
  const clock = { now: 0 };
  const registry = new Registry();
  const batches = new Counter({ name: 'airstar_batches_total', help: 'Batches.', registers: [registry] });
  const progress = createProgress({ limitMs: 1000, clock: () => clock.now });
  const server = await startHealthServer({ port: 0, registry, progress });
  onTestFinished(() => server.close());
  const get = (path: string, init?: RequestInit) => fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return { clock, batches, progress, server, get };
}

describe('the health server', () => {
  it('answers 200 while work goes on and 503 with the reason when it stands still', async () => {
    const { clock, progress, get } = await serve();
    const well = await get('/healthz');
    expect([well.status, await well.json()]).toEqual([200, { isProgressing: true, inHand: 0 }]);
    progress.waiting(3);
    clock.now = 1001;
    const stalled = await get('/healthz');
    expect([stalled.status, await stalled.json()]).toEqual([
      503,
      {
        isProgressing: false,
        reason: '3 wait and nothing was done for 1 s, longer than 1 s',
        inHand: 0,
        waiting: 3,
      },
    ]);
  });

  it('shows the metrics of the registry', async () => {
    const { batches, get } = await serve();
    batches.inc(2);
    const response = await get('/metrics?x=1');
    expect(response.headers.get('content-type')).toContain('text/plain');
    expect(await response.text()).toContain('airstar_batches_total 2');
  });

  it('knows no other path and changes nothing', async () => {
    const { get } = await serve();
    expect((await get('/')).status).toBe(404);
    expect((await get('/healthz', { method: 'POST' })).status).toBe(405);
  });

  it('names a port that is taken, and the remedy', async () => {
    const { server, progress } = await serve();
    const second = startHealthServer({ port: server.port, registry: new Registry(), progress });
    await expect(second).rejects.toThrow(HealthServerError);
    await expect(second).rejects.toThrow(new RegExp(`127.0.0.1:${server.port}.*in use.*HEALTH_PORT`));
  });

  it('closes with connections open', async () => {
    const { server, get } = await serve();
    await (await get('/healthz')).text();
    await server.close();
    await expect(get('/healthz')).rejects.toThrow();
  });
});
