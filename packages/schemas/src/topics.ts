/** How a topic is created. Replication is the cluster's business and is given by the deploy step. */
export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  /**
   * `compact` keeps the newest message of each key for ever; `delete` forgets after {@link retentionMs};
   * `compact,delete` keeps the newest message of each key until then.
   */
  readonly cleanup: 'compact' | 'delete' | 'compact,delete';
  /** Milliseconds; only where messages are deleted. */
  readonly retentionMs?: number;
  /** Largest message in bytes; default the broker's, 1 MiB as it is delivered. */
  readonly maxMessageBytes?: number;
}

const days = (count: number): number => count * 24 * 60 * 60 * 1000;

const mebibytes = (count: number): number => count * 1024 * 1024;

/** Every topic of the system. Partition counts bound how many ingestors can share the work of a topic. */
export const topics = {
  locations: { name: 'openaq.locations.v1', partitions: 3, cleanup: 'compact' },
  // Long enough to rebuild the raw store after a long weekend without asking OpenAQ again.
  measurements: { name: 'openaq.measurements.v1', partitions: 6, cleanup: 'delete', retentionMs: days(7) },
  // As long as the readings: progress of what the log has forgotten would be a lie. One partition, so that the records
  // of a batch have one order and its last claim is known.
  progress: { name: 'openaq.progress.v1', partitions: 1, cleanup: 'compact,delete', retentionMs: days(7) },
  // A dead letter waits for a person, and people take holidays.
  deadLetters: {
    name: 'openaq.dead-letters.v1',
    partitions: 1,
    cleanup: 'delete',
    retentionMs: days(90),
    // The largest message that its topic took, with headers that say why, perhaps less well compressed.
    maxMessageBytes: mebibytes(8),
  },
  // What became of a dead letter, by letter. Kept for longer than the letters, so that none seems open again.
  deadLetterOutcomes: {
    name: 'openaq.dead-letter-outcomes.v1',
    partitions: 1,
    cleanup: 'compact,delete',
    retentionMs: days(180),
  },
} as const satisfies Record<string, TopicDefinition>;
