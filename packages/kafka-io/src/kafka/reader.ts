import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer } from 'kafkajs';
import type { PartitionBounds, ReadRange } from '../read-range.ts';
import type { MessageBatch, ReceivedMessage } from '../transport.ts';

const heartbeatMs = 1000;

/**
 * Takes what a consumer of a group of its own gets and hands it on, one batch at a time, to whoever iterates. Knows
 * positions itself: nothing is committed, so after a rebalance Kafka would begin again.
 */
export class Reader {
  readonly #topic: string;
  readonly #remaining: Map<number, ReadRange>;
  /** Next offset of each partition; of one that is not asked for its end, so that nothing of it comes. */
  readonly #positions: Map<number, number>;
  readonly #stream = new TransformStream<readonly ReceivedMessage[], readonly ReceivedMessage[]>();
  readonly #writer = this.#stream.writable.getWriter();

  constructor(topic: string, bounds: readonly PartitionBounds[], ranges: readonly ReadRange[]) {
    this.#topic = topic;
    this.#remaining = new Map(ranges.map((range) => [range.partition, range]));
    this.#positions = new Map(
      bounds.map(({ partition, end }) => [partition, this.#remaining.get(partition)?.from ?? end]),
    );
    this.#writer.closed.catch(() => undefined);
  }

  /** Ends with {@link finish} or {@link fail}. */
  batches(): AsyncIterable<readonly ReceivedMessage[]> {
    return this.#stream.readable;
  }

  /** Nothing is left to come: offsets without message, or messages that retention took, need no more waiting. */
  finish(): void {
    this.#writer.close().catch(() => undefined);
  }

  fail(reason: unknown): void {
    this.#writer.abort(reason).catch(() => undefined);
  }

  seek(consumer: Consumer): void {
    for (const [partition, offset] of this.#positions) {
      consumer.seek({ topic: this.#topic, partition, offset: String(offset) });
    }
  }

  async take(batch: MessageBatch): Promise<void> {
    const { partition, nextOffset } = batch;
    const range = this.#remaining.get(partition);
    const position = this.#positions.get(partition) ?? 0;
    if (range === undefined || nextOffset <= position) return;
    this.#positions.set(partition, nextOffset);
    const messages = batch.messages.filter(({ offset }) => offset >= position && offset < range.until);
    if (messages.length > 0) await this.#handOver(messages, batch);
    if (nextOffset >= range.until) this.#remaining.delete(partition);
    if (this.#remaining.size === 0) this.finish();
  }

  async #handOver(messages: readonly ReceivedMessage[], batch: MessageBatch): Promise<void> {
    const taken = this.#writer.write(messages).then(() => true);
    while (!(await Promise.race([taken, sleep(heartbeatMs, false)]))) await batch.heartbeat();
  }
}
