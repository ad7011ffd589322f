import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { generatedDataset, PortTakenError, startSimulator, type SimulatorRequest } from '../src/index.ts';
import { ask, start } from './fixture.ts';

const data = generatedDataset({ seed: 1, sensors: 1, from: 0, to: 36_000_000 });

describe('starting', () => {
  it('listens on a free port of the loopback interface by default', async () => {
    const simulator = await start({ data });
    expect(simulator.port).toBeGreaterThan(0);
    expect(simulator.url).toBe(`http://127.0.0.1:${simulator.port}`);
  });

  it('says which port is taken and what to do, in one typed error', async () => {
    const { port } = await start({ data });
    const second = startSimulator({ data, port });
    await expect(second).rejects.toThrow(PortTakenError);
    await expect(second).rejects.toMatchObject({
      name: 'PortTakenError',
      message: `The OpenAQ simulator cannot listen on 127.0.0.1:${port}: the port is taken. Stop the process that holds it, or pass port 0 to get a free one.`,
      host: '127.0.0.1',
      port,
      retriable: false,
      cause: { code: 'EADDRINUSE' },
    });
  });

  it('leaves other failures to listen as they are', async () => {
    await expect(startSimulator({ data, host: '203.0.113.1' })).rejects.toMatchObject({ code: 'EADDRNOTAVAIL' });
  });
});

describe('closing', () => {
  it('may be asked twice, and frees the port', async () => {
    const simulator = await startSimulator({ data });
    await Promise.all([simulator.close(), simulator.close()]);
    await simulator.close();
    const next = await start({ data, port: simulator.port });
    expect((await ask(next, '/v3/locations')).status).toBe(200);
  });

  it('ends connections, also one whose request never comes to its end', async () => {
    const simulator = await startSimulator({ data });
    const socket = connect(simulator.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET /v3/loc');
    // Connections are accepted in order: after this answer the first one is the server's too.
    await ask(simulator, '/v3/locations');
    const ended = once(socket, 'close');
    await simulator.close();
    await ended;
  });

  it('leaves nothing behind that would keep the process alive, not even a long delay', async () => {
    const index = new URL('../src/index.ts', import.meta.url).href;
    const script = `
      import { generatedDataset, startSimulator } from '${index}';
      const data = generatedDataset({ seed: 1, sensors: 1, from: 0, to: 3600000 });
      const { url, close } = await startSimulator({
        data,
        faults: () => ({ status: 200, delayMs: 3600000 }),
        onRequest: () => setImmediate(close),
      });
      await fetch(url).catch(() => console.log('ended'));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(stdout).toBe('ended\n');
  });

  it('does not wait for an answer that is delayed', async () => {
    const seen = Promise.withResolvers<undefined>();
    const simulator = await startSimulator({
      data,
      faults: () => ({ status: 200, delayMs: 3_600_000 }),
      onRequest: () => seen.resolve(undefined),
    });
    const refused = expect(fetch(simulator.url)).rejects.toThrow('fetch failed');
    await seen.promise;
    await simulator.close();
    await refused;
  });
});

describe('watching', () => {
  it('counts every request and shows it before it is answered', async () => {
    const seen: SimulatorRequest[] = [];
    const simulator = await start({ data, onRequest: (request) => seen.push(request) });
    await ask(simulator, '/v3/locations?iso=MX&limit=5', { headers: { 'X-API-Key': 'k' } });
    await ask(simulator, '/nowhere', { method: 'POST', body: 'x' });
    expect(simulator.requests()).toBe(2);
    expect(seen.map(({ number, method, path }) => [number, method, path])).toEqual([
      [1, 'GET', '/v3/locations'],
      [2, 'POST', '/nowhere'],
    ]);
    expect(seen[0]?.query.get('limit')).toBe('5');
    expect(seen[0]?.headers['x-api-key']).toBe('k');
  });

  it('tells its own failure, or that of a hook, from a simulated one', async () => {
    const simulator = await start({
      data,
      onRequest: () => {
        throw new Error('the hook is broken');
      },
    });
    const reply = await ask(simulator, '/v3/locations');
    expect(reply.status).toBe(500);
    expect(reply.text).toContain('The OpenAQ simulator itself failed: Error: the hook is broken');
  });
});
