import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startServices } from '../../src/index.ts';

test('Spark comes with two workers, and a killed worker comes back to its master', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'airstar-spark-'));
  const services = await startServices({ directory, services: ['spark'], temporary: true });
  onTestFinished(() => services.stop());
  const ports = JSON.parse(readFileSync(join(directory, 'ports.json'), 'utf8')) as Record<string, number>;
  const page = `http://127.0.0.1:${ports['spark-page']}/json/`;
  const aliveWorkers = async () => ((await (await fetch(page)).json()) as { aliveworkers: number }).aliveworkers;
  expect(await aliveWorkers()).toBe(2);
  await services.get('spark-worker-2').kill();
  await expect.poll(aliveWorkers, { timeout: 30_000 }).toBe(1);
  await services.get('spark-worker-2').restart();
  expect(await aliveWorkers()).toBe(2);
  expect(services.get('spark').address).toMatch(/^spark:\/\/127\.0\.0\.1:\d+$/);
}, 300_000);
