import type { EachBatchPayload, KafkaMessage } from 'kafkajs';
import { CommitRangeError, PartitionLostError } from '../errors.ts';
import type { MessageBatch, ReceivedMessage } from '../transport.ts';
import { withinBudget } from './budget.ts';
import { createReceiver } from './messages.ts';
import type { KafkaSettings } from './options.ts';
import { isOutage, isRebalance, translate } from './outage.ts';

export interface BatchContext {
  readonly settings: KafkaSettings;
  readonly groupId: string;
  readonly payload: EachBatchPayload;
  /** Whether the group has the assignment that the batch was fetched under. */
  readonly isCurrent: () => boolean;
}

/** Part of what kafkajs fetched from one partition. */
export class KafkaBatch implements MessageBatch {
  readonly topic: string;
  readonly partition: number;
  readonly messages: readonly ReceivedMessage[];
  readonly firstOffset: number;
  readonly nextOffset: number;
  readonly highWatermark: number;
  readonly #context: BatchContext;
  #lost: PartitionLostError | undefined;
  #committed = -1;

  constructor(context: BatchContext, messages: readonly KafkaMessage[], nextOffset: number) {
    const { topic, partition, highWatermark } = context.payload.batch;
    this.#context = context;
    this.topic = topic;
    this.partition = partition;
    this.messages = messages.map(createReceiver(topic, partition));
    this.firstOffset = Number(messages[0]?.offset);
    this.nextOffset = nextOffset;
    this.highWatermark = Number(highWatermark);
  }

  /** Set when the group was rebalanced while the batch was in hand. */
  get lost(): PartitionLostError | undefined {
    return this.#lost;
  }

  async heartbeat(): Promise<void> {
    this.#assertMine();
    try {
      await this.#context.payload.heartbeat();
    } catch (error) {
      if (isRebalance(error)) throw this.#lose(error);
      // The work in hand is worth finishing: the broker may be back when it comes to the commit.
      if (!isOutage(error)) throw translate('keep', this.topic, error);
    }
    this.#assertMine();
  }

  async commit(offset: number): Promise<void> {
    this.#assertMine();
    const { topic, partition, firstOffset, nextOffset } = this;
    if (!(offset >= firstOffset && offset <= nextOffset)) {
      throw new CommitRangeError({ topic, partition, offset }, firstOffset, nextOffset);
    }
    if (offset <= this.#committed) return;
    await withinBudget(this.#context.settings, {
      operation: 'commit to',
      topic,
      attempt: () => this.#commit(offset),
    });
    this.#committed = offset;
  }

  async #commit(offset: number): Promise<void> {
    const { topic, partition } = this;
    const offsets = { topics: [{ topic, partitions: [{ partition, offset: String(offset) }] }] };
    this.#assertMine();
    try {
      await this.#context.payload.commitOffsetsIfNecessary(offsets);
    } catch (error) {
      if (isRebalance(error)) throw this.#lose(error);
      throw error;
    }
  }

  #assertMine(): void {
    if (this.#lost) throw this.#lost;
    if (!this.#context.isCurrent()) throw this.#lose();
  }

  #lose(cause?: unknown): PartitionLostError {
    const { groupId } = this.#context;
    this.#lost = new PartitionLostError(groupId, this.topic, this.partition, cause === undefined ? {} : { cause });
    return this.#lost;
  }
}
