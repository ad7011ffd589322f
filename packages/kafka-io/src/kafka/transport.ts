import { randomUUID } from 'node:crypto';
import type { TopicDefinition } from '@airstar/schemas';
import { assertBatchSize } from '../batch-size.ts';
import { TransportClosedError } from '../errors.ts';
import { readRanges } from '../read-range.ts';
import type {
  ConsumeOptions,
  Consumption,
  OutgoingMessage,
  PartitionOffset,
  ReadOptions,
  ReceivedMessage,
  Transport,
} from '../transport.ts';
import { AdminClient } from './admin.ts';
import { KafkaConsumption } from './consumption.ts';
import { createTopics } from './create-topics.ts';
import { type KafkaSettings, type KafkaTransportOptions, settingsOf } from './options.ts';
import { Reader } from './reader.ts';
import { Sender } from './sender.ts';
import type { SessionOptions } from './session.ts';

/**
 * A client of Kafka, from 2.1 to 4. Connects with the first call and again after an outage.
 *
 * Where brokers stay out of reach each method throws `BrokerUnavailableError` after
 * {@link KafkaTransportOptions.connectTimeoutMs}; `AccessDeniedError` tells of wrong credentials, `BrokerFailedError` of
 * whatever else a broker refuses.
 *
 * @example
 * const transport = createKafkaTransport({ brokers: ['127.0.0.1:9092'], clientId: 'extractor' });
 */
export function createKafkaTransport(options: KafkaTransportOptions): Transport {
  return new KafkaTransport(settingsOf(options));
}

class KafkaTransport implements Transport {
  readonly #settings: KafkaSettings;
  readonly #admin: AdminClient;
  readonly #sender: Sender;
  readonly #consumptions = new Set<KafkaConsumption>();
  readonly #readers = new Set<Reader>();
  #closing: Promise<void> | undefined;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
    this.#admin = new AdminClient(settings);
    this.#sender = new Sender(settings, (topic) => this.#admin.bounds(topic, 'send to'));
  }

  async createTopics(topics: readonly TopicDefinition[]): Promise<void> {
    this.#assertOpen('create topics');
    await createTopics(this.#admin, topics, this.#settings.replicationFactor);
  }

  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly PartitionOffset[]> {
    this.#assertOpen(`send to topic ${topic}`);
    return this.#sender.send(topic, messages);
  }

  async consume({ maxBatchSize = 5000, ...options }: ConsumeOptions): Promise<Consumption> {
    this.#assertOpen(`consume ${options.topics.join(', ')}`);
    assertBatchSize(maxBatchSize);
    for (const topic of options.topics) await this.#admin.bounds(topic, 'consume');
    const consumption = this.#start({ ...options, maxBatchSize });
    await consumption.joined();
    return consumption;
  }

  async *read(
    topic: string,
    { maxBatchSize = 5000, signal, ...range }: ReadOptions = {},
  ): AsyncGenerator<readonly ReceivedMessage[], void, undefined> {
    this.#assertOpen(`read topic ${topic}`);
    assertBatchSize(maxBatchSize);
    signal?.throwIfAborted();
    const bounds = await this.#admin.bounds(topic, 'read');
    const ranges = readRanges(topic, bounds, range);
    if (ranges.length === 0) return;
    const reader = new Reader(topic, bounds, ranges);
    const abort = () => reader.fail(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      yield* this.#readThrough(reader, topic, maxBatchSize);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  async *#readThrough(reader: Reader, topic: string, maxBatchSize: number) {
    this.#readers.add(reader);
    const consumption = this.#start({
      groupId: `${this.#settings.clientId}.read.${randomUUID()}`,
      topics: [topic],
      maxBatchSize,
      onBatch: (batch) => reader.take(batch),
      onAssigned: (consumer) => reader.seek(consumer),
      onQuiet: () => reader.finish(),
    });
    consumption.done.catch((error: unknown) => reader.fail(error));
    try {
      yield* reader.batches();
    } finally {
      this.#readers.delete(reader);
      await consumption.stop();
    }
  }

  async endOffsets(topic: string): Promise<readonly PartitionOffset[]> {
    this.#assertOpen(`read end offsets of topic ${topic}`);
    const bounds = await this.#admin.bounds(topic, 'read end offsets of');
    return bounds.map(({ partition, end }) => ({ topic, partition, offset: end }));
  }

  async committedOffsets(groupId: string, topic: string): Promise<readonly PartitionOffset[]> {
    const operation = 'read committed offsets of';
    this.#assertOpen(`${operation} topic ${topic}`);
    const bounds = await this.#admin.bounds(topic, operation);
    const committed = await this.#admin.committed(groupId, topic, operation);
    return bounds.map(({ partition, start }) => {
      return { topic, partition, offset: Math.max(start, committed.get(partition) ?? start) };
    });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#shutDown());
  }

  #start(options: SessionOptions): KafkaConsumption {
    this.#assertOpen(`consume ${options.topics.join(', ')}`);
    const consumption = new KafkaConsumption(this.#settings, options);
    this.#consumptions.add(consumption);
    const forget = () => this.#consumptions.delete(consumption);
    consumption.done.then(forget, forget);
    return consumption;
  }

  async #shutDown(): Promise<void> {
    for (const reader of this.#readers) reader.fail(new TransportClosedError('read to the end'));
    await Promise.all([this.#sender.close(), ...[...this.#consumptions].map((consumption) => consumption.stop())]);
    await this.#admin.close();
  }

  #assertOpen(operation: string): void {
    if (this.#closing !== undefined) throw new TransportClosedError(operation);
  }
}
