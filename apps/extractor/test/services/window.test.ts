import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '@airstar/native-services';
import { generatedDataset, recordedDataset, startSimulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import { topics } from '@airstar/schemas';
import { describe, expect, onTestFinished, test } from 'vitest';
import { shownCommand } from '../readme.ts';
import { loggedReadings, reportIn, start, useLog, type Broker } from './extractor.ts';

const from = Date.UTC(2025, 0, 1);
const to = from + 60 * 24 * 3_600_000;
const sensors = 8;
const data = generatedDataset({ from, to, seed: 3, sensors, sensorsPerLocation: 2 });
const expected = Array.from(
  { length: sensors },
  (_, index) => [...data.expectedReadings(index, from, to)].length,
).reduce((sum, count) => sum + count);
const everything = ['--from', '2025-01-01', '--to', new Date(to).toISOString(), '--bbox=-180,-90,180,90'];

async function useSimulator(options: Partial<SimulatorOptions> = {}) {
  const simulator = await startSimulator({ data, ...options });
  onTestFinished(() => simulator.close());
  const source = {
    OPENAQ_BASE_URL: `${simulator.url}/v3`,
    OPENAQ_REQUESTS_PER_MINUTE: '1000000',
    OPENAQ_REQUESTS_PER_HOUR: '1000000',
  };
  return { simulator, source };
}

const window = (batchId: string): string[] => ['window', '--batch', batchId, ...everything];

describe.each<Broker>(['kafka39', 'kafka4'])('extractor window on %s', (broker) => {
  test('publishes a window, and run again prints the same line without a request', async () => {
    const { transport, environment, begin } = await useLog(broker);
    const { simulator, source } = await useSimulator();
    const batchId = randomUUID();
    const first = await start(window(batchId), { ...environment, ...source }).ended;
    expect(first, first.stderr).toMatchObject({ exitCode: 0 });
    const report = reportIn(first);
    expect(report).toMatchObject({ produced: expected, read: expected, locations: 4, requests: simulator.requests() });
    const logged = await loggedReadings(transport, batchId, begin);
    expect([logged.length, new Set(logged).size]).toEqual([expected, expected]);
    const requests = simulator.requests();
    const again = await start(window(batchId), { ...environment, ...source }).ended;
    expect(again, again.stderr).toMatchObject({ exitCode: 0, stdout: first.stdout });
    expect(simulator.requests()).toBe(requests);
  });

  test('killed again and again, it ends with every reading and true counts', async () => {
    const { transport, environment, begin } = await useLog(broker);
    let requestsLeft = Infinity;
    let kill: () => void = () => undefined;
    const { source } = await useSimulator({
      onRequest: () => {
        requestsLeft -= 1;
        if (requestsLeft === 0) void setTimeout(Math.random() * 30).then(() => kill());
      },
    });
    const batchId = randomUUID();
    for (const requests of [1, 4, 6]) {
      requestsLeft = requests;
      const { child, ended } = start(window(batchId), { ...environment, ...source });
      kill = () => void child.kill('SIGKILL');
      expect(await ended).toMatchObject({ exitCode: null, stdout: '' });
    }
    const last = await start(window(batchId), { ...environment, ...source }).ended;
    expect(last, last.stderr).toMatchObject({ exitCode: 0 });
    const { produced, endOffsets } = reportIn(last);
    const logged = await loggedReadings(transport, batchId, begin);
    expect(produced).toBe(logged.length);
    expect(new Set(logged).size).toBe(expected);
    expect(endOffsets.filter(({ topic }) => topic === topics.measurements.name)).not.toEqual([]);
  });
});

describe('extractor window', () => {
  test('names a sensor that fails, ends with 1, and reads that one alone next time', async () => {
    const { environment } = await useLog('kafka4');
    const broken = data.sensorIds[2];
    let isBroken = true;
    const asked: string[] = [];
    const { source } = await useSimulator({
      faults: ({ path }) => (isBroken && path.includes(`/sensors/${broken}/`) ? { status: 404 } : undefined),
      onRequest: ({ path }) => void asked.push(path),
    });
    const batchId = randomUUID();
    const incomplete = await start(window(batchId), { ...environment, ...source }).ended;
    expect(incomplete.exitCode, incomplete.stderr).toBe(1);
    expect(incomplete.stderr).toMatch(
      new RegExp(`^Sensor ${broken} .* of station \\d+ is not read to its end: .*404`, 'm'),
    );
    expect(reportIn(incomplete).produced).toBeLessThan(expected);
    isBroken = false;
    asked.length = 0;
    const complete = await start(window(batchId), { ...environment, ...source }).ended;
    expect(complete.exitCode, complete.stderr).toBe(0);
    expect(reportIn(complete).produced).toBe(expected);
    expect(new Set(asked)).toEqual(new Set([`/v3/sensors/${broken}/measurements`]));
  });

  test('prints what the README says', async () => {
    const { environment } = await useLog('kafka4');
    const { source } = await useSimulator({ data: recordedDataset() });
    const { args, output } = shownCommand('window');
    const batchId = randomUUID();
    const ownBatch = args.map((arg, index) => (args[index - 1] === '--batch' ? batchId : arg));
    const printed = await start(ownBatch, { ...environment, ...source }).ended;
    expect(printed.exitCode, printed.stderr).toBe(0);
    const shown = output.replace(args[args.indexOf('--batch') + 1]!, batchId).replace(/"seconds":[\d.]+/, '…');
    const pattern = shown.split('…').map((part) => part.trim().replace(/[[\]{}.*+?^$()|\\]/g, '\\$&'));
    expect(printed.stdout).toMatch(new RegExp(`^${pattern.join('.*')}\\n$`));
  });

  test('refuses another window under the id of a batch', async () => {
    const { environment } = await useLog('kafka4');
    const { source } = await useSimulator();
    const batchId = randomUUID();
    const hour = ['--from', '2025-01-01', '--to', '2025-01-01T01:00:00Z', '--locations', '9000001'];
    expect(await start(['window', '--batch', batchId, ...hour], { ...environment, ...source }).ended).toMatchObject({
      exitCode: 0,
    });
    const refused = await start(window(batchId), { ...environment, ...source }).ended;
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toMatch(
      /^Batch \S+ was begun for \(2025-01-01T00:00:00\.000Z, 2025-01-01T01:00:00\.000Z\].*\n$/,
    );
  });

  test('stopped by SIGTERM it ends with 143 and goes on next time', async () => {
    const { environment, transport, begin } = await useLog('kafka4');
    let stop: () => void = () => undefined;
    const { source } = await useSimulator({
      onRequest: ({ number }) => {
        if (number === 4) stop();
      },
    });
    const batchId = randomUUID();
    const { child, ended } = start(window(batchId), { ...environment, ...source });
    stop = () => void child.kill('SIGTERM');
    const stopped = await ended;
    expect(stopped).toMatchObject({ exitCode: 143, stdout: '' });
    expect(stopped.stderr).toMatch(
      /Stopped\. What is published is remembered; run the same command again to go on\.\n$/,
    );
    const last = await start(window(batchId), { ...environment, ...source }).ended;
    expect(reportIn(last).produced).toBe((await loggedReadings(transport, batchId, begin)).length);
  });

  test('serves health and metrics while it works', async () => {
    const { environment } = await useLog('kafka4');
    const held = Promise.withResolvers<number>();
    const { source } = await useSimulator({
      faults: ({ number, path }) => {
        if (number <= 3 || !path.includes('/sensors/')) return undefined;
        held.resolve(number);
        return { status: 503, delayMs: 100 };
      },
    });
    const port = await freePort();
    const health = { HEALTH_PORT: String(port) };
    const { child, ended } = start(window(randomUUID()), { ...environment, ...source, ...health });
    const tooEarly = ended.then(({ stderr }) => Promise.reject(new Error(stderr)));
    await Promise.race([held.promise, tooEarly]);
    tooEarly.catch(() => undefined);
    const healthz = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect([healthz.status, await healthz.json()]).toEqual([200, expect.objectContaining({ isProgressing: true })]);
    await expect
      .poll(async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text())
      .toMatch(/airstar_extractor_retries_total\{reason="OpenAqServerError"\} [1-9]/);
    child.kill('SIGTERM');
    expect((await ended).stderr).toMatch(/was answered 503.* Trying again in/);
  });

  test('a refused key is one line without the key', async () => {
    const { environment } = await useLog('kafka4');
    const { source } = await useSimulator({ apiKeys: ['right'] });
    const key = { OPENAQ_API_KEY: 'wrong-secret' };
    const refused = await start(window(randomUUID()), { ...environment, ...source, ...key }).ended;
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toMatch(/^GET .*401: Invalid credentials.*\n$/);
    expect(refused.stderr).not.toContain('wrong-secret');
  });
});

describe('a service that is down at start', () => {
  test.each([
    ['Kafka', { KAFKA_BROKERS: '127.0.0.1:1' }, /^Kafka: cannot .*Trying again\.$/m, /Kafka at 127\.0\.0\.1:1 did not/],
    [
      'the registry',
      { SCHEMA_REGISTRY_URL: 'http://127.0.0.1:1' },
      /^Schema registry: cannot .*Trying again\.$/m,
      /127\.0\.0\.1:1/,
    ],
  ])('%s: tries again visibly, then ends with 1 in the time that it was given', async (_, down, retry, end) => {
    const { environment } = await useLog('kafka4');
    const { source } = await useSimulator();
    const given = { CONNECT_TIMEOUT_SECONDS: '5' };
    const failed = await start(window(randomUUID()), { ...environment, ...source, ...given, ...down }).ended;
    expect(failed).toMatchObject({ exitCode: 1, stdout: '' });
    expect(failed.stderr).toMatch(retry);
    expect(failed.stderr.trimEnd().split('\n').at(-1)).toMatch(end);
  });
});
