import type { Member } from './member.ts';
import type { PartitionLog } from './partition-log.ts';
import type { Topic } from './topic.ts';

/** How far a group is in one partition. */
export interface GroupPartition {
  readonly topic: Topic;
  readonly partition: number;
  readonly log: PartitionLog;
  committed: number;
  /** Where the owner reads on; ahead of `committed` by what it has taken and not committed. */
  position: number;
  /** A batch is with a handler, perhaps of an owner before this one. */
  inHand: boolean;
}

/** A group's view of one topic: what it has committed, and who of it reads along. */
export class GroupTopic {
  readonly topic: Topic;
  readonly partitions: readonly GroupPartition[];
  #subscribers: readonly Member[] = [];

  constructor(topic: Topic) {
    this.topic = topic;
    // A group that comes late cannot read what is dropped. Starting behind the drop lets it reach the end all the same.
    this.partitions = topic.partitions.map((log, partition) => ({
      topic,
      partition,
      log,
      committed: log.start,
      position: log.start,
      inHand: false,
    }));
    topic.readers.push(this);
  }

  /** Messages that wait for a consumer that is there; a group without one holds nobody up. */
  get lag(): number {
    if (this.#subscribers.length === 0) return 0;
    return this.partitions.reduce((sum, { log, committed }) => sum + log.end - committed, 0);
  }

  committed(partition: number): number {
    return this.partitions[partition]?.committed ?? 0;
  }

  /** Deals the partitions out anew, in turn; each is read from what is committed. */
  assign(subscribers: readonly Member[]): void {
    this.#subscribers = subscribers;
    for (const partition of this.partitions) {
      partition.position = partition.committed;
      subscribers[partition.partition % subscribers.length]?.assigned.push(partition);
    }
  }

  wake(): void {
    for (const subscriber of this.#subscribers) subscriber.wake();
  }
}
