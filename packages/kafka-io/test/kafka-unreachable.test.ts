import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKafkaTransport } from '../src/kafka/transport.ts';
import type { KafkaLogEvent, KafkaTransportOptions } from '../src/kafka/options.ts';
import { TransportClosedError } from '../src/errors.ts';
import type { RetryEvent } from '../src/retry.ts';
import { BrokerUnavailableError } from '../src/service-errors.ts';
import type { Transport } from '../src/transport.ts';
import { keyed } from './contract/messages.ts';

const connectTimeoutMs = 600;

/** A port that takes connections and never says a word, or, closed, takes none. */
async function port({ isOpen }: { isOpen: boolean }): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => void sockets.add(socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  const { port: number } = server.address() as AddressInfo;
  if (isOpen) onTestFinished(close);
  else close();
  return `127.0.0.1:${number}`;
}

function connect(broker: string, options: Partial<KafkaTransportOptions> = {}): Transport {
  const transport = createKafkaTransport({ brokers: [broker], clientId: 'test', connectTimeoutMs, ...options });
  onTestFinished(() => transport.close());
  return transport;
}

const onBatch = () => Promise.resolve();

const calls: [string, (transport: Transport) => Promise<unknown>][] = [
  ['create topics', (transport) => transport.createTopics([{ name: 'a', partitions: 1, cleanup: 'delete' }])],
  ['send to topic a', (transport) => transport.send('a', keyed('a'))],
  ['consume topic a', (transport) => transport.consume({ groupId: 'a', topics: ['a'], onBatch })],
  ['read topic a', (transport) => transport.read('a').next()],
  ['read end offsets of topic a', (transport) => transport.endOffsets('a')],
  ['read committed offsets of topic a', (transport) => transport.committedOffsets('a', 'a')],
];

for (const [what, isOpen] of [
  ['nobody listens', false],
  ['nobody answers', true],
] as const) {
  describe(`where ${what}`, () => {
    it.each(calls)('it says in time that it cannot %s', async (operation, call) => {
      const broker = await port({ isOpen });
      const start = performance.now();
      const error = await call(connect(broker)).then(String, (reason: unknown) => reason);
      expect(error).toBeInstanceOf(BrokerUnavailableError);
      expect(error).toMatchObject({ retriable: true, brokers: [broker] });
      expect(String(error)).toContain(`Cannot ${operation}: Kafka at ${broker} did not do it within 0.6 s (last: `);
      expect(performance.now() - start).toBeLessThan(connectTimeoutMs + 1500);
    });

    it('closes soon', async () => {
      const transport = connect(await port({ isOpen }));
      const sent = transport.send('a', keyed('a')).catch((error: unknown) => error);
      await setTimeout(50);
      const start = performance.now();
      await transport.close();
      expect(performance.now() - start).toBeLessThan(connectTimeoutMs + 1500);
      expect(await sent).toBeInstanceOf(BrokerUnavailableError);
    });
  });
}

describe('what it tells meanwhile', () => {
  it('is each retry with its reason', async () => {
    const retries: RetryEvent[] = [];
    const broker = await port({ isOpen: false });
    const transport = connect(broker, { onRetry: (event) => void retries.push(event) });
    await expect(transport.endOffsets('a')).rejects.toBeInstanceOf(BrokerUnavailableError);
    expect(retries.length).toBeGreaterThan(1);
    for (const { operation, reason } of retries) {
      expect(['reach Kafka', 'read end offsets of topic a']).toContain(operation);
      expect(reason).toContain('ECONNREFUSED');
    }
  });

  it('is nothing of what its own closing ended', async () => {
    const retries: RetryEvent[] = [];
    const onRetry = (event: RetryEvent) => void retries.push(event);
    const transport = connect(await port({ isOpen: false }), { onRetry, connectTimeoutMs: 30_000 });
    const asked = transport.endOffsets('a').catch((error: unknown) => error);
    await expect.poll(() => retries.length).toBeGreaterThan(0);
    const told = retries.length;
    await transport.close();
    expect(await asked).toBeInstanceOf(TransportClosedError);
    expect(retries.slice(told)).toEqual([]);
  });

  it('is the log of the client for whoever asks, and no secret in it', async () => {
    const events: KafkaLogEvent[] = [];
    const sasl = { mechanism: 'plain', username: 'ingestor', password: 'hunter2' } as const;
    const transport = connect(await port({ isOpen: true }), { sasl, onLog: (event) => void events.push(event) });
    const error = await transport.endOffsets('a').catch((reason: unknown) => reason);
    expect(events.map(({ level }) => level)).toContain('debug');
    expect(JSON.stringify([events, String(error)])).not.toContain('hunter2');
  });
});

it('refuses to begin without brokers', () => {
  expect(() => createKafkaTransport({ brokers: [], clientId: 'test' })).toThrow(RangeError);
});
