import type { EpochMilliseconds, TopicDefinition } from '@airstar/schemas';

/** A position in the log. As a position reached it is exclusive: the offset of the next message. */
export interface PartitionOffset {
  readonly topic: string;
  readonly partition: number;
  /** Kafka offsets are 64 bits wide; one partition would need 2⁵³ messages before a number is too narrow. */
  readonly offset: number;
}

export type Headers = Readonly<Record<string, string>>;

/** A message to append. Its buffers and headers belong to the log from then on: do not write into them again. */
export interface OutgoingMessage {
  /** Messages of one key stay in order. Null spreads messages over the partitions; a compact topic refuses it. */
  readonly key: Buffer | null;
  /** Null is a tombstone. */
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
  /** When the message was appended. */
  readonly timestamp: EpochMilliseconds;
}

/**
 * Messages of one partition in order, at least one. Consecutive, but for what compaction has removed. Nothing is
 * committed unless {@link commit} is called.
 */
export interface MessageBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
  readonly firstOffset: number;
  /** Where the next batch starts: what to commit when the whole batch is done. */
  readonly nextOffset: number;
  /** End offset of the partition when the batch was fetched: lag = highWatermark − offset reached. */
  readonly highWatermark: number;
  /**
   * Keeps the partition during long work.
   *
   * @throws PartitionLostError when the group was rebalanced: stop then, and do not commit.
   */
  heartbeat(): Promise<void>;
  /**
   * Durably says that everything before `offset` is done.
   *
   * @throws PartitionLostError when the group was rebalanced, or an earlier heartbeat said so.
   * @throws CommitRangeError when `offset` lies outside the batch ({@link firstOffset} … {@link nextOffset}).
   */
  commit(offset: number): Promise<void>;
}

export interface ConsumeOptions {
  readonly groupId: string;
  readonly topics: readonly string[];
  /** Most messages handed over at once. Default 5000. */
  readonly maxBatchSize?: number;
  /**
   * Called for one batch at a time. When it resolves, the next batch follows this one, committed or not. A rejection
   * ends the consumption with that error and leaves the batch uncommitted: it comes again to the next consumer of the
   * group. The one exception is the {@link PartitionLostError} of this batch: a rebalance is no failure, so a handler
   * lets it through as it is, and the consumption goes on with the partitions it has now.
   */
  readonly onBatch: (batch: MessageBatch) => Promise<void>;
}

/** Which part of a topic {@link Transport.read} gives. */
export interface ReadOptions {
  /** Where to begin; a partition that is not named is read from its earliest message. */
  readonly from?: readonly PartitionOffset[];
  /**
   * Where to end: the first offset that is not read. A partition that is not named is not read. Default the end
   * offsets at the call; what lies beyond them is not waited for.
   */
  readonly until?: readonly PartitionOffset[];
  /** Most messages handed over at once. Default 5000. */
  readonly maxBatchSize?: number;
  /** Ends the reading with its reason. */
  readonly signal?: AbortSignal;
}

/** A running consumer. */
export interface Consumption {
  /**
   * Resolves after {@link stop} or when the transport closes, rejects with what ended the consumption. Somebody has to
   * wait for it: like the `closed` promise of a web stream it never becomes an unhandled rejection.
   */
  readonly done: Promise<void>;
  /**
   * Waits for the batch in hand, which may still commit, and leaves the group. Idempotent; never rejects. Not to be
   * awaited inside `onBatch`, which it waits for.
   */
  stop(): Promise<void>;
}

/**
 * What `kafka-io` needs of a log: partitions with offsets, consumer groups with commits, headers, backpressure.
 * Two implementations pass one contract suite: the in-process log and kafkajs.
 *
 * Any consumer that joins or leaves rebalances its group: every partition is dealt out anew, and no batch in hand can
 * be committed any more (the eager protocol, the only one that kafkajs speaks). A partition goes to its new owner once
 * the old one's batch is settled.
 *
 * Topics are never created on the way: each method throws {@link UnknownTopicError}. After {@link close} each throws
 * {@link TransportClosedError}.
 */
export interface Transport {
  /**
   * Creates what is missing.
   *
   * @throws TopicDefinitionError when a topic exists with other partitions; then none is created.
   */
  createTopics(topics: readonly TopicDefinition[]): Promise<void>;
  /**
   * Appends, in order per key. Resolves when the log has accepted all of them, with the next offset of every
   * partition written to. Waits while consumers are too far behind.
   *
   * @throws MessageTooLargeError when a message is larger than the topic allows; of the others some may be appended.
   */
  send(topic: string, messages: readonly OutgoingMessage[]): Promise<readonly PartitionOffset[]>;
  /** Joins the group. Starts where the group has committed, else at the earliest message. */
  consume(options: ConsumeOptions): Promise<Consumption>;
  /**
   * A bounded part of a topic, as batches of one partition in order: for looking at a log, outside of any group.
   * Nothing is committed, and no group is disturbed.
   *
   * @example
   * for await (const messages of transport.read('openaq.dead-letters.v1')) letters.push(...messages.map(readDeadLetter));
   */
  read(topic: string, options?: ReadOptions): AsyncGenerator<readonly ReceivedMessage[], void, undefined>;
  /** Next offset of every partition. */
  endOffsets(topic: string): Promise<readonly PartitionOffset[]>;
  /**
   * Where the group would go on: what it has committed, or the earliest message that is left if that is later; so 0
   * for a new partition it never touched.
   */
  committedOffsets(groupId: string, topic: string): Promise<readonly PartitionOffset[]>;
  /** Stops its consumptions, rejects sends that still wait, waits for the batches in hand. Idempotent. */
  close(): Promise<void>;
}
