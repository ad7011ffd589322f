import { GroupTopic } from './group-topic.ts';
import type { Member } from './member.ts';
import type { Topic } from './topic.ts';

/** A consumer group: who is in it, and how far it is in each topic it ever read. */
export class Group {
  readonly id: string;
  readonly #views = new Map<Topic, GroupTopic>();
  #members: readonly Member[] = [];
  #generation = 0;

  constructor(id: string) {
    this.id = id;
  }

  /** Grows with every rebalance; a batch of an earlier generation cannot be committed. */
  get generation(): number {
    return this.#generation;
  }

  join(member: Member): void {
    for (const topic of member.topics) {
      if (!this.#views.has(topic)) this.#views.set(topic, new GroupTopic(topic));
    }
    this.#rebalance([...this.#members, member]);
  }

  leave(member: Member): void {
    this.#rebalance(this.#members.filter((other) => other !== member));
    for (const topic of member.topics) topic.readersMoved();
  }

  committed(topic: Topic, partition: number): number {
    return this.#views.get(topic)?.committed(partition) ?? topic.partitions[partition]?.start ?? 0;
  }

  wake(): void {
    for (const member of this.#members) member.wake();
  }

  #rebalance(members: readonly Member[]): void {
    this.#generation += 1;
    this.#members = members;
    for (const member of members) member.assigned = [];
    for (const view of this.#views.values()) {
      view.assign(members.filter((member) => member.topics.includes(view.topic)));
    }
    this.wake();
  }
}
