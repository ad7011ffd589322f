import type { EpochMilliseconds, TopicDefinition } from '@airstar/schemas';

/** A position in the log. As a position reached it is exclusive: the offset of the next message. */
export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  /** Kafka offsets are 64 bits wide; one partition would need 2⁵³ messages before a number is too narrow. */
  readonly offset: number;
}

export type Headers = Readonly<Record<string, string>>;

export interface OutgoingMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers?: Headers;
}

export interface ReceivedMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Headers;
  readonly timestamp: EpochMilliseconds;
}

/** Consecutive messages of one partition. Nothing is committed unless {@link commit} is called. */
export interface MessageBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
  /** End offset of the partition when the batch was fetched: lag = highWatermark − offset reached. */
  readonly highWatermark: number;
  /** Keeps the partition during long work. Rejects when it was taken away: stop then, and do not commit. */
  heartbeat(): Promise<void>;
  /** Durably says that everything before `offset` is done. Rejects when the partition was taken away. */
  commit(offset: number): Promise<void>;
}

export interface ConsumeOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Most messages handed over at once. Default 5000. */
  readonly maxBatchSize?: number;
  /**
   * Called for one batch at a time. A rejection ends the consumption with that error and leaves the batch
   * uncommitted: it comes again to the next consumer of the group.
   */
  readonly onBatch: (batch: MessageBatch) => Promise<void>;
}

/** A running consumer. */
export interface Consumption {
  /** Resolves after {@link stop}, rejects with what ended the consumption. */
  readonly done: Promise<void>;
  /** Waits for the batch in hand, commits nothing more, leaves the group. Idempotent. */
  stop(): Promise<void>;
}

/**
 * What `kafka-io` needs of a log: partitions with offsets, consumer groups with commits, headers, backpressure.
 * Two implementations pass one contract suite: the in-process log and kafkajs.
 */
export interface Transport {
  /** Creates what is missing; a topic that exists with other partitions is a typed error. */
  createTopics(topics: readonly TopicDefinition[]): Promise<void>;
  /**
   * Appends, in order per key. Resolves when the log has accepted all of them, with the next offset of every
   * partition written to. Waits while consumers are too far behind.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly PartitionOffset[]>;
  consume(options: ConsumeOptions): Promise<Consumption>;
  /** Next offset of every partition. */
  endOffsets(topic: string): Promise<readonly PartitionOffset[]>;
  /** What the group has committed; 0 for a partition it never touched. */
  committedOffsets(groupId: string, topic: string): Promise<readonly PartitionOffset[]>;
  /** Waits for what is in flight. Idempotent. */
  close(): Promise<void>;
}
