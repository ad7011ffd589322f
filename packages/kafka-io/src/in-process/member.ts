import { setImmediate } from 'node:timers/promises';
import { PartitionLostError } from '../errors.ts';
import type { Consumption, MessageBatch } from '../transport.ts';
import { takeBatch } from './batch.ts';
import type { GroupPartition } from './group-topic.ts';
import type { Group } from './group.ts';
import type { Topic } from './topic.ts';

export interface MemberOptions {
  readonly group: Group;
  readonly topics: readonly Topic[];
  readonly maxBatchSize: number;
  readonly onBatch: (batch: MessageBatch) => Promise<void>;
}

/** One consumer of a group: takes batches of its partitions in turn until it is stopped or its handler fails. */
export class Member implements Consumption {
  readonly done: Promise<void>;
  readonly topics: readonly Topic[];
  /** Set by the group at each rebalance. */
  assigned: GroupPartition[] = [];
  readonly #options: MemberOptions;
  #stopping = false;
  #wake: () => void = () => undefined;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.topics = options.topics;
    options.group.join(this);
    this.done = this.#run().finally(() => options.group.leave(this));
  }

  wake(): void {
    this.#wake();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.wake();
    await this.done.catch(() => undefined);
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      // A log over the network lets timers and sockets run between two batches. So does this one.
      await setImmediate();
      const next = this.#take();
      if (next) await this.#handle(next);
      else await this.#idle();
    }
  }

  #idle(): Promise<void> {
    return this.#stopping ? Promise.resolve() : new Promise((resolve) => (this.#wake = resolve));
  }

  #take(): GroupPartition | undefined {
    if (this.#stopping) return undefined;
    const ready = this.assigned.findIndex(({ inHand, position, log }) => !inHand && position < log.end);
    if (ready === -1) return undefined;
    const [partition] = this.assigned.splice(ready, 1);
    // To the back of the queue, so that a busy partition does not starve the others.
    if (partition) this.assigned.push(partition);
    return partition;
  }

  async #handle(partition: GroupPartition): Promise<void> {
    const { group, maxBatchSize, onBatch } = this.#options;
    const { generation } = group;
    partition.inHand = true;
    try {
      await onBatch(takeBatch(group, partition, maxBatchSize));
    } catch (error) {
      if (!(error instanceof PartitionLostError && group.generation !== generation)) throw error;
    } finally {
      partition.inHand = false;
      group.wake();
    }
  }
}
