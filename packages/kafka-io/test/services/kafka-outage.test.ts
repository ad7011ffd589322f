import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningService, startServices } from '@airstar/native-services';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { KafkaTransportOptions } from '../../src/kafka/options.ts';
import { createKafkaTransport } from '../../src/kafka/transport.ts';
import type { RetryEvent } from '../../src/retry.ts';
import { BrokerUnavailableError } from '../../src/service-errors.ts';
import type { Transport } from '../../src/transport.ts';
import { eventually } from '../contract/eventually.ts';
import { keyed, message, numbered, total } from '../contract/messages.ts';
import { record } from '../contract/recorder.ts';

const unique = (what: string): string => `outage.${what}.${randomUUID()}`;

// A broker that is killed comes back after 20 s, and the group waits for the member that it lost.
describe.each(['kafka-3.9', 'kafka-4'] as const)('an outage of %s', { timeout: 240_000 }, (name) => {
  let broker: RunningService;
  let end: () => Promise<void>;

  beforeAll(async () => {
    const directory = await mkdtemp(join(tmpdir(), 'airstar-outage-'));
    const services = await startServices({ directory, services: [name], temporary: true });
    broker = services.get(name);
    end = () => services.stop();
  }, 240_000);
  afterAll(() => end());

  async function setUp(options: Partial<KafkaTransportOptions> = {}) {
    const retries: RetryEvent[] = [];
    const connect = (): Transport => {
      const onRetry = (event: RetryEvent) => void retries.push(event);
      const base = { brokers: [broker.address], clientId: unique('client'), sessionTimeoutMs: 6000, onRetry };
      const transport = createKafkaTransport({ ...base, ...options });
      onTestFinished(() => transport.close());
      return transport;
    };
    const [transport, topic, group] = [connect(), unique('topic'), unique('group')];
    await transport.createTopics([{ name: topic, partitions: 3, cleanup: 'delete' }]);
    return { transport, connect, topic, group, retries };
  }

  it('in the middle of the work loses nothing and doubles nothing that was acknowledged', async () => {
    const { transport, connect, topic, group, retries } = await setUp({ connectTimeoutMs: 120_000 });
    const { values, consumption } = await record(connect(), { groupId: group, topics: [topic] });
    const acknowledged: string[] = [];
    const over = new AbortController();
    const producing = (async () => {
      for (let index = 0; !over.signal.aborted; index += 1) {
        const sent = Array.from({ length: 50 }, (_, at) => `${index}/${at}`);
        await transport.send(
          topic,
          sent.map((value) => message(value, value)),
        );
        acknowledged.push(...sent);
      }
    })();
    await eventually(() => expect(values().length).toBeGreaterThan(500));
    await broker.kill();
    const before = acknowledged.length;
    await broker.restart();
    await waitFor(() => acknowledged.length > before + 500);
    over.abort();
    await producing;
    const last = await transport.endOffsets(topic);
    expect(total(last)).toBe(acknowledged.length);
    await waitFor(async () => total(await transport.committedOffsets(group, topic)) === total(last));
    expect(new Set(values())).toEqual(new Set(acknowledged));
    expect(retries.length).toBeGreaterThan(0);
    await consumption.stop();
    await expect(consumption.done).resolves.toBeUndefined();
  });

  it('that is just over is no missing topic to whoever comes', async () => {
    const { topic } = await setUp();
    await broker.kill();
    const answers = new Set<unknown>();
    const ask = async (): Promise<void> => {
      const options = { brokers: [broker.address], clientId: unique('client'), connectTimeoutMs: 3000 };
      const transport = createKafkaTransport(options);
      answers.add(
        await transport.endOffsets(topic).then(
          () => true,
          (error: unknown) => (error as Error).name,
        ),
      );
      await transport.close();
    };
    const askUntilAnswered = async (): Promise<void> => {
      while (!answers.has(true)) await ask();
    };
    await Promise.all([broker.restart(), ...[1, 2, 3, 4].map(askUntilAnswered)]);
    expect([...answers]).toEqual(['BrokerUnavailableError', true]);
  });

  it('longer than the budget ends what is under way with a typed error, in time', async () => {
    const connectTimeoutMs = 4000;
    const { transport, connect, topic, group } = await setUp({ connectTimeoutMs });
    await transport.send(topic, numbered(10));
    const { consumption, values } = await record(connect(), { groupId: group, topics: [topic] });
    await eventually(() => expect(values()).toHaveLength(10));
    broker.freeze();
    onTestFinished(() => broker.thaw());
    const start = performance.now();
    const failures = await Promise.all(
      [transport.send(topic, keyed('a')), transport.endOffsets(topic), consumption.done].map((call) =>
        call.then(
          () => undefined,
          (error: unknown) => error,
        ),
      ),
    );
    // A session may be about to join: then it has its time on top.
    expect(performance.now() - start).toBeLessThan(connectTimeoutMs + 6000 + 5000);
    for (const failure of failures) expect(failure).toBeInstanceOf(BrokerUnavailableError);
    broker.thaw();
    await transport.send(topic, keyed('b'));
    const next = await record(transport, { groupId: group, topics: [topic] });
    await eventually(() => expect(next.values()).toContain('b'));
  });

  it('while a batch is in hand fails its handler in time, and the group goes on later', async () => {
    const { transport, connect, topic, group } = await setUp({ connectTimeoutMs: 4000 });
    await transport.send(topic, numbered(3));
    const failures: unknown[] = [];
    const { consumption } = await record(connect(), {
      groupId: group,
      topics: [topic],
      after: async (batch) => {
        broker.freeze();
        await batch.heartbeat();
        await batch.commit(batch.nextOffset).catch((error: unknown) => {
          failures.push(error);
          throw error;
        });
      },
    });
    onTestFinished(() => broker.thaw());
    await expect(consumption.done).rejects.toBeInstanceOf(BrokerUnavailableError);
    expect(failures).toHaveLength(1);
    broker.thaw();
    // Whether the commit was done after all, nobody can know.
    await record(transport, { groupId: group, topics: [topic] });
    await eventually(async () => expect(total(await transport.committedOffsets(group, topic))).toBe(3));
  });
});

async function waitFor(check: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    try {
      await eventually(async () => expect(await check()).toBe(true));
      return;
    } catch (error) {
      if (attempt === 7) throw error;
    }
  }
}
