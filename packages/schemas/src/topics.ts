/** How a topic is created. Replication is the cluster's business and is given by the deploy step. */
export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  /** `compact` keeps the newest message of each key for ever; `delete` forgets after {@link retentionMs}. */
  readonly cleanup: 'compact' | 'delete';
  /** Milliseconds; only with `delete`. */
  readonly retentionMs?: number;
}

const days = (count: number): number => count * 24 * 60 * 60 * 1000;

/** Every topic of the system. Partition counts bound how many ingestors can share the work of a topic. */
export const topics = {
  locations: { name: 'openaq.locations.v1', partitions: 3, cleanup: 'compact' },
  // Long enough to rebuild the raw store after a long weekend without asking OpenAQ again.
  measurements: { name: 'openaq.measurements.v1', partitions: 6, cleanup: 'delete', retentionMs: days(7) },
  // A dead letter waits for a person, and people take holidays.
  deadLetters: { name: 'openaq.dead-letters.v1', partitions: 1, cleanup: 'delete', retentionMs: days(90) },
} as const satisfies Record<string, TopicDefinition>;
