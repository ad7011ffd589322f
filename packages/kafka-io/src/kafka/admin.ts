import type { Admin } from 'kafkajs';
import { TransportClosedError } from '../errors.ts';
import type { PartitionBounds } from '../read-range.ts';
import { withinBudget } from './budget.ts';
import { Connection, retryFor } from './connection.ts';
import type { KafkaSettings } from './options.ts';
import { isUnknownTopic, NoAnswerError } from './outage.ts';
import { within } from './within.ts';

interface OpenAdmin {
  readonly connection: Connection;
  readonly admin: Admin;
  /** Topics it has been asked about; kafkajs asks for all of them each time. */
  readonly topics: Set<string>;
}

/** After this a broker without topics is believed to have none. */
const longestStartMs = 5000;

/** Questions about topics and groups, over one connection that is opened with the first and again after an outage. */
export class AdminClient {
  readonly #settings: KafkaSettings;
  #open: OpenAdmin | undefined;
  #isClosed = false;
  /** When the broker was first seen without a topic. */
  #emptySince: number | undefined;

  constructor(settings: KafkaSettings) {
    this.#settings = settings;
  }

  /** First and next offset of every partition, by partition. */
  async bounds(topic: string, operation: string): Promise<PartitionBounds[]> {
    const offsets = await this.call(operation, topic, (admin) => admin.fetchTopicOffsets(topic));
    const bounds = offsets.map(({ partition, low, high }) => ({ partition, start: Number(low), end: Number(high) }));
    return bounds.sort((a, b) => a.partition - b.partition);
  }

  /** What the group has committed, by partition; nothing for a partition it never touched. */
  async committed(groupId: string, topic: string, operation: string): Promise<Map<number, number>> {
    const answer = await this.call(operation, topic, (admin) => admin.fetchOffsets({ groupId, topics: [topic] }));
    const offsets = answer.flatMap(({ partitions }) => partitions);
    return new Map(offsets.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  /** Asks until there is an answer. */
  call<Answer>(operation: string, topic: string | undefined, ask: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const attempt = async (): Promise<Answer> => {
      // The last of several requests, or a repeated one: it would connect again, and nobody would disconnect.
      this.#assertOpen(operation);
      try {
        return await this.#ask(topic, ask);
      } catch (error) {
        // What closing has ended is no outage to be told of.
        this.#assertOpen(operation);
        throw error;
      }
    };
    const abandon = () => this.#abandon();
    return withinBudget(this.#settings, { operation, ...(topic !== undefined && { topic }), attempt, abandon });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    await within(5000, open.admin.disconnect(), () => undefined);
    // A question under way may be connecting.
    open.connection.cut();
  }

  async #ask<Answer>(topic: string | undefined, ask: (admin: Admin) => Promise<Answer>): Promise<Answer> {
    const { admin, topics } = await this.#connected();
    const isFresh = topics.size === 0;
    if (topic !== undefined) topics.add(topic);
    try {
      return await ask(admin);
    } catch (error) {
      if (!isUnknownTopic(error)) throw error;
      const isTooEarly = await this.#isStarting(admin, topic);
      // It may be another topic that is gone: one that was asked about before.
      this.#abandon();
      if (isTooEarly) throw new NoAnswerError('the broker is still starting');
      if (isFresh) throw error;
      return this.#ask(topic, ask);
    }
  }

  /** A broker of the ZooKeeper generation answers for some moments before it is told of any topic. */
  async #isStarting(admin: Admin, topic: string | undefined): Promise<boolean> {
    const topics = await admin.listTopics();
    if (topics.length > 0) return topics.some((name) => name === topic);
    this.#emptySince ??= performance.now();
    return performance.now() - this.#emptySince < longestStartMs;
  }

  async #connected(): Promise<OpenAdmin> {
    if (this.#open === undefined) {
      const connection = new Connection(this.#settings, { operation: 'reach Kafka', retry: retryFor(2) });
      this.#open = { connection, admin: connection.kafka.admin(), topics: new Set() };
    }
    const open = this.#open;
    await open.admin.connect();
    return open;
  }

  #assertOpen(operation: string): void {
    if (this.#isClosed) throw new TransportClosedError(operation);
  }

  #abandon(): void {
    this.#open?.connection.cut();
    this.#open = undefined;
  }
}
