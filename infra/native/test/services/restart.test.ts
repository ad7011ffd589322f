import { execFileSync } from 'node:child_process';
import { mkdtempSync, existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startServices, type NativeServices, type ServiceName } from '../../src/index.ts';
import { identify } from '../../src/process-identity.ts';
import { createCollection, createTopic } from './wire.ts';

const directory = mkdtempSync(join(tmpdir(), 'airstar-restart-'));
let services: NativeServices;

beforeAll(async () => {
  const names = ['kafka-3.9', 'kafka-4', 'schema-registry', 'mongodb', 'postgres'] as const;
  services = await startServices({ directory, services: names, temporary: true });
}, 300_000);

afterAll(async () => {
  await services.stop();
  expect(existsSync(directory)).toBe(false);
});

async function killAndRestart(name: ServiceName): Promise<void> {
  const service = services.get(name);
  const { pid, port } = service;
  await service.kill();
  expect(identify(pid)).toBeUndefined();
  await service.restart();
  expect(service.pid).not.toBe(pid);
  expect(service.port).toBe(port);
}

test.for(['kafka-3.9', 'kafka-4'] as const)('%s is killed, comes back, and has its topic', async (name) => {
  const { port } = services.get(name);
  expect(await createTopic(port, 'kept')).toBe(0);
  await killAndRestart(name);
  expect(await createTopic(port, 'kept')).toBe(36);
  expect(await createTopic(port, 'new')).toBe(0);
});

test('ZooKeeper is killed and comes back, and its broker goes on', async () => {
  await killAndRestart('zookeeper');
  await expect.poll(() => createTopic(services.get('kafka-3.9').port, 'later'), { timeout: 60_000 }).toBe(0);
});

test('schema-registry is killed, comes back, and has its schema under the same id', async () => {
  const url = `${services.get('schema-registry').address}/subjects/kept/versions`;
  const headers = { 'content-type': 'application/vnd.schemaregistry.v1+json' };
  const register = async (): Promise<unknown> =>
    (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ schema: '"string"' }) })).json();
  const first = await register();
  expect(first).toEqual({ id: expect.any(Number) });
  await killAndRestart('schema-registry');
  expect(await (await fetch(url)).json()).toEqual([1]);
  expect(await register()).toEqual(first);
});

test('mongodb is killed, comes back, and has its collection', async () => {
  const { port } = services.get('mongodb');
  expect(await createCollection(port, 'kept')).toBe(true);
  await killAndRestart('mongodb');
  expect(await createCollection(port, 'kept')).toBe(false);
});

test('postgres is killed, comes back, and recovers its data', async () => {
  await killAndRestart('postgres');
  expect(readFileSync(services.get('postgres').logFile, 'utf8')).toMatch(/recovery in progress[^]*ready to accept/);
});

test('postgres comes back when the last process of its predecessor has gone, and not before', async () => {
  const service = services.get('postgres');
  const [child] = execFileSync('ps', ['-o', 'pid=', '--ppid', String(service.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n');
  process.kill(Number(child), 'SIGSTOP');
  await service.kill();
  const restarted = service.restart();
  await expect.poll(() => readFileSync(service.logFile, 'utf8'), { timeout: 20_000 }).toContain('shared memory block');
  process.kill(Number(child), 'SIGCONT');
  await restarted;
});

test('a frozen service answers nothing, and again when it is thawed', async () => {
  const service = services.get('mongodb');
  service.freeze();
  await expect(createCollection(service.port, 'frozen')).rejects.toThrow('silent');
  service.thaw();
  await expect.poll(() => createCollection(service.port, 'thawed'), { timeout: 20_000 }).toBe(true);
});

test('restart brings back a frozen service, too', async () => {
  const service = services.get('mongodb');
  service.freeze();
  await service.restart();
  expect(await createCollection(service.port, 'kept')).toBe(false);
});

test('a service that was not asked for is a mistake of the caller', () => {
  expect(() => services.get('spark')).toThrow('spark was not started');
});
