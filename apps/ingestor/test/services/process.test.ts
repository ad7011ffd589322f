import { once } from 'node:events';
import { freePort } from '@airstar/native-services';
import { measurementContract } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { report } from '../pipeline.ts';
import { lastLine, start } from '../processes.ts';
import { useStack } from './stack.ts';

const stack = useStack('kafka-4');

describe('follow', () => {
  it('takes in what comes, tells how it is, and ends well with SIGTERM', async () => {
    const { environment, ingestor, publish } = stack();
    await ingestor(['migrate']);
    await publish('before', 2, 50);
    const port = await freePort();
    const { child, ended } = start(['follow'], { ...environment, HEALTH_PORT: String(port) });
    const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
    const metric = async (name: string) => {
      const lines = await get('/metrics').then(
        (response) => response.text(),
        () => '',
      );
      return lines
        .split('\n')
        .find((each) => each.startsWith(name))
        ?.split(' ')[1];
    };
    const messages = 'airstar_ingestor_messages_total{topic="openaq.measurements.v1"}';
    await expect.poll(() => metric(messages), { timeout: 60_000 }).toBe('100');
    await publish('while', 3, 50);
    await expect.poll(() => metric(messages), { timeout: 60_000 }).toBe('250');
    expect(await metric('airstar_ingestor_documents_total{outcome="inserted"}')).toBe('151');
    expect(await metric('process_resident_memory_bytes')).toBeDefined();
    const health = await get('/healthz');
    expect([health.status, await health.json()]).toMatchObject([200, { isProgressing: true, inHand: 0 }]);

    child.kill('SIGTERM');
    const result = await ended;
    expect(result).toMatchObject({ problems: [], exitCode: 0 });
    expect(lastLine(result)).toEqual({ messages: 252 });
    expect(lastLine(await ingestor(['drain', '--until-now', '--batch', 'while']))).toMatchObject({ read: 150 });
  });

  it('names a health port that is taken', async () => {
    const { environment, ingestor } = stack();
    const port = await freePort();
    const { createServer } = await import('node:net');
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    const { problems, exitCode } = await ingestor(['follow'], { ...environment, HEALTH_PORT: String(port) });
    server.close();
    expect(problems).toEqual([expect.stringMatching(`^Cannot serve health on 127.0.0.1:${port}: .*in use`)]);
    expect(exitCode).toBe(4);
  });
});

describe('drain', () => {
  it('that is stopped before its end has committed what it wrote, and says how to go on', async () => {
    const { environment, ingestor, publish, transport } = stack();
    const extraction = await publish('stopped', 2, 50);
    const endOffsets = extraction.endOffsets.map((end) => ({ ...end, offset: end.offset + 1 }));
    const line = JSON.stringify(report('stopped', 101, endOffsets));
    const { child, ended } = start(['drain', '--extraction', line], environment);
    const topic = measurementContract.topic;
    const ends = await transport.endOffsets(topic);
    await expect.poll(() => transport.committedOffsets('airstar.ingestor', topic), { timeout: 60_000 }).toEqual(ends);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({
      stdout: '',
      problems: ['Stopped. What was written is committed; run the same command again to go on.'],
      exitCode: 143,
    });
    expect(lastLine(await ingestor(['drain', '--extraction', JSON.stringify(extraction)]))).toMatchObject({
      read: 100,
    });
  });

  it.each([
    ['Kafka', 'KAFKA_BROKERS', (port: number) => `127.0.0.1:${port}`],
    ['the registry', 'SCHEMA_REGISTRY_URL', (port: number) => `http://127.0.0.1:${port}`],
    ['the raw store', 'MONGODB_URI', (port: number) => `mongodb://127.0.0.1:${port}`],
  ])('tries again while %s is away, says why, and ends within its time', async (_, variable, address) => {
    const { ingestor, publish } = stack();
    await publish('away', 1, 5);
    const port = await freePort();
    const away = { [variable]: address(port), KAFKA_GROUP_ID: `away-${port}`, CONNECT_TIMEOUT_SECONDS: '4' };
    const startedAt = performance.now();
    const { stdout, stderr, exitCode } = await ingestor(['drain', '--until-now'], away);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
    const lines = stderr.trimEnd().split('\n');
    expect(lines.at(-1)).toContain(`127.0.0.1:${port}`);
    expect(lines.filter((line) => line.endsWith('Trying again.')).length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThan(6);
    expect(performance.now() - startedAt).toBeLessThan(30_000);
  });
});
