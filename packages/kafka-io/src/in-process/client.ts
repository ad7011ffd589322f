import type { TopicDefinition } from '@airstar/schemas';
import { TransportClosedError } from '../errors.ts';
import type {
  ConsumeOptions,
  Consumption,
  OutgoingMessage,
  PartitionOffset,
  ReadOptions,
  ReceivedMessage,
  Transport,
} from '../transport.ts';
import type { Log } from './log.ts';
import { Member } from './member.ts';
import { readLog } from './read.ts';
import { assertBatchSize } from '../batch-size.ts';

/** One client of a log: what it consumes and what it waits for end with it. */
export class InProcessClient implements Transport {
  readonly #log: Log;
  readonly #consumptions = new Set<Consumption>();
  #closing: Promise<void> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  async createTopics(topics: readonly TopicDefinition[]): Promise<void> {
    this.#assertOpen('create topics');
    this.#log.create(topics);
  }

  async send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly PartitionOffset[]> {
    this.#assertOpen(`send to topic ${topic}`);
    return this.#log.topic(topic, 'send to').send(this, messages);
  }

  async consume({ groupId, topics, maxBatchSize = 5000, onBatch }: ConsumeOptions): Promise<Consumption> {
    this.#assertOpen(`consume ${topics.join(', ')}`);
    assertBatchSize(maxBatchSize);
    const member = new Member({
      topics: topics.map((topic) => this.#log.topic(topic, 'consume')),
      group: this.#log.group(groupId),
      maxBatchSize,
      onBatch,
    });
    this.#consumptions.add(member);
    // On both ways out: a failure that nobody waits for stays one of this consumption, not of the process.
    const forget = () => this.#consumptions.delete(member);
    member.done.then(forget, forget);
    return member;
  }

  async *read(
    topic: string,
    { maxBatchSize = 5000, ...options }: ReadOptions = {},
  ): AsyncGenerator<readonly ReceivedMessage[], void, undefined> {
    this.#assertOpen(`read topic ${topic}`);
    assertBatchSize(maxBatchSize);
    for (const messages of readLog(this.#log.topic(topic, 'read'), { ...options, maxBatchSize })) {
      yield messages;
      this.#assertOpen(`read topic ${topic}`);
      options.signal?.throwIfAborted();
    }
  }

  async endOffsets(topic: string): Promise<readonly PartitionOffset[]> {
    this.#assertOpen(`read end offsets of topic ${topic}`);
    return this.#log.topic(topic, 'read end offsets of').offsets((partition) => partition.end);
  }

  async committedOffsets(groupId: string, name: string): Promise<readonly PartitionOffset[]> {
    this.#assertOpen(`read committed offsets of topic ${name}`);
    const topic = this.#log.topic(name, 'read committed offsets of');
    const group = this.#log.group(groupId);
    return topic.offsets((_, partition) => group.committed(topic, partition));
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#shutDown());
  }

  async #shutDown(): Promise<void> {
    for (const topic of this.#log.topics) {
      topic.refuse(this, new TransportClosedError(`send to topic ${topic.name}`));
    }
    await Promise.all([...this.#consumptions].map((consumption) => consumption.stop()));
  }

  #assertOpen(operation: string): void {
    if (this.#closing !== undefined) throw new TransportClosedError(operation);
  }
}
