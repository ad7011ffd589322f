import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parseCommandLine } from '../src/command-line.ts';

describe('the command line', () => {
  it('has a default for everything', () => {
    expect(parseCommandLine([])).toEqual({
      host: '127.0.0.1',
      port: 8080,
      sensors: 40,
      days: 30,
      seed: 1,
      rateLimit: 1_000_000,
      apiKeys: undefined,
      help: false,
    });
  });

  it('takes what it is given', () => {
    const args = '--host 0.0.0.0 --port 0 --sensors 0 --days 7 --seed 5 --rate-limit 60 --api-key a --api-key b';
    expect(parseCommandLine(args.split(' '))).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      sensors: 0,
      days: 7,
      seed: 5,
      rateLimit: 60,
      apiKeys: ['a', 'b'],
    });
  });

  it('names everything that does not fit', () => {
    expect(() => parseCommandLine(['--port', '70000', '--days', '0', '--seed', 'x'])).toThrow(
      'openaq-simulator: --port is not a whole number from 0 to 65535; ' +
        '--days is not a whole number from 1 to 3660; --seed is not a whole number from 0 to 2147483647. See --help.',
    );
  });

  it.each([
    [['--verbose'], /Unknown option '--verbose'/],
    [['--port'], /--port/],
    [['recorded'], /recorded/],
  ])('refuses %j', (args, message) => {
    expect(() => parseCommandLine(args)).toThrow(message);
  });
});

describe('the process', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  const start = (...args: string[]) => {
    const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
    return (child = spawn(process.execPath, ['--conditions=@airstar/source', main, ...args]));
  };
  const said = async (stream: NodeJS.ReadableStream | null): Promise<string> => {
    if (stream === null) throw new Error('The process has no such stream.');
    const [line] = (await once(createInterface(stream), 'line')) as [string];
    return line;
  };

  it('says where it serves, serves recorded and generated stations, and stops when it is told to', async () => {
    const simulator = start('--port', '0');
    const url = await said(simulator.stdout);
    const stations = async (id: number) => (await fetch(`${url}/v3/locations/${id}`)).status;
    expect([await stations(7855), await stations(9_000_001), await stations(1)]).toEqual([200, 200, 404]);
    simulator.kill('SIGTERM');
    expect(await once(simulator, 'exit')).toEqual([0, null]);
  });

  it('ends with 2 where it was called wrongly, and with 1 where the port is taken', async () => {
    expect(await once(start('--port', 'x'), 'exit')).toEqual([2, null]);
    const first = start('--port', '0');
    const { port } = new URL(await said(first.stdout));
    const second = spawn(process.execPath, [...first.spawnargs.slice(1, 3), '--port', port]);
    expect(await said(second.stderr)).toMatch(`127.0.0.1:${port}: the port is taken`);
    expect(await once(second, 'exit')).toEqual([1, null]);
  });
});
