import type { EpochMilliseconds, TopicDefinition } from '@airstar/schemas';
import { MessageTooLargeError, MissingKeyError } from '../errors.ts';
import type { OutgoingMessage, PartitionOffset } from '../transport.ts';
import type { GroupTopic } from './group-topic.ts';
import { partitionOf } from './partitioner.ts';
import { PartitionLog } from './partition-log.ts';

export interface TopicSettings {
  readonly maxUnconsumed: number;
  readonly clock: () => EpochMilliseconds;
}

/** Kafka's default for `max.message.bytes`. There it bounds what is delivered, compressed; here key and value alone. */
const defaultMaxMessageBytes = 1_048_588;

/** A send that waits for its readers. */
interface WaitingSend {
  readonly sender: object;
  readonly admit: () => void;
  readonly refuse: (reason: Error) => void;
}

/** The partitions of a topic, the groups that read it, and the sends that wait for them. */
export class Topic {
  readonly name: string;
  readonly partitions: readonly PartitionLog[];
  /** Every group that ever consumed the topic. */
  readonly readers: GroupTopic[] = [];
  readonly #compact: boolean;
  readonly #maxMessageBytes: number;
  readonly #settings: TopicSettings;
  #waiting: WaitingSend[] = [];
  #keyless = 0;

  constructor(definition: TopicDefinition, settings: TopicSettings) {
    this.name = definition.name;
    this.#compact = definition.cleanup !== 'delete';
    this.#maxMessageBytes = definition.maxMessageBytes ?? defaultMaxMessageBytes;
    this.#settings = settings;
    this.partitions = Array.from({ length: definition.partitions }, () => new PartitionLog(this.#compact));
  }

  /** Appends at once, or when the readers have caught up and every earlier send has been admitted. */
  send(sender: object, messages: readonly OutgoingMessage[]): Promise<readonly PartitionOffset[]> {
    if (this.#compact && messages.some(({ key }) => key === null)) throw new MissingKeyError(this.name);
    const largest = messages.reduce((most, message) => Math.max(most, sizeOf(message)), 0);
    if (largest > this.#maxMessageBytes) throw new MessageTooLargeError(this.name, largest);
    if (messages.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sender, admit: () => resolve(this.#append(messages)), refuse: reject });
      this.#admit();
    });
  }

  /** Refuses what a sender still waits for. */
  refuse(sender: object, reason: Error): void {
    const refused = this.#waiting.filter((send) => send.sender === sender);
    this.#waiting = this.#waiting.filter((send) => send.sender !== sender);
    for (const send of refused) send.refuse(reason);
  }

  /** To be called when a reader has committed, come or gone. */
  readersMoved(): void {
    if (this.readers.length > 0) {
      this.partitions.forEach((log, partition) =>
        log.forget(Math.min(...this.readers.map((reader) => reader.committed(partition)))),
      );
    }
    this.#admit();
  }

  offsets(of: (log: PartitionLog, partition: number) => number): PartitionOffset[] {
    return this.partitions.map((log, partition) => ({ topic: this.name, partition, offset: of(log, partition) }));
  }

  #admit(): void {
    while (this.readers.every((reader) => reader.lag <= this.#settings.maxUnconsumed)) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next.admit();
    }
  }

  #append(messages: readonly OutgoingMessage[]): PartitionOffset[] {
    const timestamp = this.#settings.clock();
    const written = new Set<number>();
    for (const { key, value, headers = {} } of messages) {
      const partition = this.#partitionOf(key);
      written.add(partition);
      this.partitions[partition]?.append({ topic: this.name, partition, key, value, headers, timestamp });
    }
    for (const reader of this.readers) reader.wake();
    return this.offsets((log) => log.end).filter(({ partition }) => written.has(partition));
  }

  #partitionOf(key: Buffer | null): number {
    if (key !== null) return partitionOf(key, this.partitions.length);
    this.#keyless += 1;
    return (this.#keyless - 1) % this.partitions.length;
  }
}

const sizeOf = ({ key, value }: OutgoingMessage): number => (key?.length ?? 0) + (value?.length ?? 0);
