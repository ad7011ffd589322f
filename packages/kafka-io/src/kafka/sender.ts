import type { Producer } from 'kafkajs';
import { MessageTooLargeError, MissingKeyError, TransportClosedError } from '../errors.ts';
import type { OutgoingMessage, PartitionOffset } from '../transport.ts';
import { withinBudget } from './budget.ts';
import { chunksOf, sizeOf } from './chunks.ts';
import { compressionTypes } from './compression.ts';
import { Connection, retryFor } from './connection.ts';
import type { KafkaSettings } from './options.ts';
import { NoAnswerError, typeOf } from './outage.ts';
import { createPartitioner, produce } from './produce.ts';
import { within } from './within.ts';

interface OpenProducer {
  readonly connection: Connection;
  readonly producer: Producer;
  /** Those that are known to exist. */
  readonly topics: Set<string>;
}

/** The broker has forgotten this producer, or never knew it: a new one starts its counting afresh. */
const forgotten: ReadonlySet<unknown> = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
]);

/**
 * Sends one request after the other, by an idempotent producer: what a broker has written and could not acknowledge is
 * recognised when it comes again. After a failure the producer is replaced, because kafkajs then counts on from numbers
 * that the broker may have seen with other messages, and would take the next ones for repetitions.
 */
export class Sender {
  readonly #settings: KafkaSettings;
  readonly #assertTopic: (topic: string) => Promise<unknown>;
  #open: OpenProducer | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** @param assertTopic Throws for a topic that does not exist: kafkajs would wait until somebody creates it. */
  constructor(settings: KafkaSettings, assertTopic: (topic: string) => Promise<unknown>) {
    this.#settings = settings;
    this.#assertTopic = assertTopic;
  }

  send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly PartitionOffset[]> {
    const sent = this.#last.then(() => this.#sendAll(topic, messages));
    this.#last = sent.catch(() => undefined);
    return sent;
  }

  /** Rejects what waits, and waits for the request under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
    const open = this.#open;
    this.#open = undefined;
    if (open) await within(5000, open.producer.disconnect(), () => open.connection.cut());
  }

  async #sendAll(topic: string, messages: readonly OutgoingMessage[]): Promise<PartitionOffset[]> {
    const reached = new Map<number, PartitionOffset>();
    for (const chunk of chunksOf(messages)) {
      if (this.#isClosed) throw new TransportClosedError(`send to topic ${topic}`);
      for (const position of await this.#sendChunk(topic, chunk)) reached.set(position.partition, position);
    }
    return [...reached.values()].sort((a, b) => a.partition - b.partition);
  }

  async #sendChunk(topic: string, messages: readonly OutgoingMessage[]): Promise<PartitionOffset[]> {
    const abandon = () => this.#abandon();
    const attempt = () => this.#attempt(topic, messages);
    try {
      return await withinBudget(this.#settings, { operation: 'send to', topic, attempt, abandon });
    } catch (error) {
      this.#abandon();
      throw refusalOf(error, topic, messages);
    }
  }

  async #attempt(topic: string, messages: readonly OutgoingMessage[]): Promise<PartitionOffset[]> {
    const { producer, topics } = await this.#connected();
    if (!topics.has(topic)) await this.#assertTopic(topic);
    topics.add(topic);
    try {
      const compression = compressionTypes[this.#settings.compression];
      return await produce(producer, { topic, messages, acks: -1, compression });
    } catch (error) {
      const type = typeOf(error);
      throw forgotten.has(type) ? new NoAnswerError(`the broker has forgotten this producer (${type})`) : error;
    }
  }

  async #connected(): Promise<OpenProducer> {
    if (this.#open) return this.#open;
    // The budget ends the retries. Fewer would end a producer, and with it what it knows of its last request.
    const retry = retryFor(Number.MAX_SAFE_INTEGER);
    const connection = new Connection(this.#settings, { operation: 'reach Kafka', retry });
    const producer = connection.kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner,
      maxInFlightRequests: 1,
    });
    this.#open = { connection, producer, topics: new Set() };
    await producer.connect();
    return this.#open;
  }

  #abandon(): void {
    this.#open?.connection.cut();
    this.#open = undefined;
  }
}

function refusalOf(error: unknown, topic: string, messages: readonly OutgoingMessage[]): unknown {
  const type = typeOf(error);
  if (type === 'MESSAGE_TOO_LARGE' || type === 'RECORD_LIST_TOO_LARGE') {
    return new MessageTooLargeError(topic, Math.max(...messages.map(sizeOf)), { cause: error });
  }
  if (type === 'INVALID_RECORD' && messages.some(({ key }) => key === null)) {
    return new MissingKeyError(topic, { cause: error });
  }
  return error;
}
