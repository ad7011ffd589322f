import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { choosePorts, isFree, portNames, rememberedPorts, requireFree } from '../src/ports.ts';

function portsFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'airstar-ports-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'ports.json');
}

async function listener(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

describe('choosePorts', () => {
  test('gives each name a port of its own, and none that is taken', async () => {
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.integer({ min: 1, max: 40 })), fc.nat(2), async (stream, remainder) => {
        const free = async (port: number) => port % 3 !== remainder;
        const ports = Object.values(await choosePorts(free, () => Number(stream.next().value)));
        expect(new Set(ports).size).toBe(portNames.length);
        for (const port of ports) expect(port % 3).not.toBe(remainder);
      }),
      { numRuns: 30 },
    );
  });

  test('stays below the ports that systems give to outgoing connections', async () => {
    for (const port of Object.values(await choosePorts(async () => true))) {
      expect(port).toBeGreaterThanOrEqual(20_000);
      expect(port).toBeLessThan(32_768);
    }
  });
});

describe('rememberedPorts', () => {
  test('are the same at each start', async () => {
    const file = portsFile();
    expect(await rememberedPorts(file)).toEqual(await rememberedPorts(file));
  });

  test('keep those that are known when a service is new', async () => {
    const file = portsFile();
    writeFileSync(file, '{"mongodb":20123}');
    const ports = await rememberedPorts(file);
    expect(ports.mongodb).toBe(20_123);
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object).toSorted()).toEqual(portNames.toSorted());
  });

  test('a file that is no JSON is named, with what to do', async () => {
    const file = portsFile();
    writeFileSync(file, '{');
    await expect(rememberedPorts(file)).rejects.toThrow(`${file} cannot be read: remove it`);
  });
});

describe('requireFree', () => {
  test('names every port that is taken, and the file that remembers them', async () => {
    const [one, other] = [await listener(), await listener()];
    const ports = { ...(await choosePorts(isFree)), mongodb: one.port, postgres: other.port };
    await expect(requireFree(ports, ['mongodb', 'postgres', 'kafka-4'], '/x/ports.json')).rejects.toMatchObject({
      code: 'port',
      message: expect.stringMatching(
        `port ${one.port} \\(mongodb\\), ${other.port} \\(postgres\\)\\..*/x/ports\\.json`,
      ),
    });
    await expect(requireFree(ports, ['kafka-4'], '/x/ports.json')).resolves.toBeUndefined();
  });

  test('a port is free again when its listener has gone', async () => {
    const { server, port } = await listener();
    expect(await isFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isFree(port)).toBe(true);
  });
});
