import type { TopicDefinition } from '@airstar/schemas';
import { TopicDefinitionError, UnknownTopicError } from '../errors.ts';
import { Group } from './group.ts';
import { Topic, type TopicSettings } from './topic.ts';

/** The topics and groups that the clients of one log share. */
export class Log {
  readonly #topics = new Map<string, Topic>();
  readonly #groups = new Map<string, Group>();
  readonly #settings: TopicSettings;

  constructor(settings: TopicSettings) {
    this.#settings = settings;
  }

  get topics(): Iterable<Topic> {
    return this.#topics.values();
  }

  topic(name: string, operation: string): Topic {
    const topic = this.#topics.get(name);
    if (topic === undefined) throw new UnknownTopicError(operation, name);
    return topic;
  }

  group(id: string): Group {
    const group = this.#groups.get(id) ?? new Group(id);
    this.#groups.set(id, group);
    return group;
  }

  create(definitions: readonly TopicDefinition[]): void {
    const missing = definitions.filter((definition) => !this.#exists(definition));
    for (const definition of missing) this.#topics.set(definition.name, new Topic(definition, this.#settings));
  }

  #exists({ name, partitions }: TopicDefinition): boolean {
    if (!Number.isInteger(partitions) || partitions < 1) {
      throw new TopicDefinitionError(name, `${partitions} is no number of partitions.`);
    }
    const existing = this.#topics.get(name)?.partitions.length;
    if (existing !== undefined && existing !== partitions) {
      throw new TopicDefinitionError(name, `it exists with ${existing} partitions, not ${partitions}.`);
    }
    return existing !== undefined;
  }
}
