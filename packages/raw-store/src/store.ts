import type { RawLocation, RawMeasurement } from '@airstar/schemas';

/**
 * Prepared documents of consecutive messages of one partition, and how far they reach. After a crash the same messages
 * come again, perhaps cut into other batches: the offset of each tells what was counted before.
 */
export interface RawBatch {
  readonly topic: string;
  readonly partition: number;
  /** Offset after the last message: what is committed once the batch is durable. */
  readonly nextOffset: number;
  /** In the order of the log. */
  readonly measurements: readonly BatchDocument<RawMeasurement>[];
  /** In the order of the log. */
  readonly locations: readonly BatchDocument<RawLocation>[];
  /** Messages refused before they got here. */
  readonly rejected: readonly RejectedMessage[];
}

export interface BatchDocument<Document> {
  readonly offset: number;
  /** The extraction that read the record. */
  readonly batchId: string;
  readonly document: Document;
}

export interface RejectedMessage {
  readonly offset: number;
  readonly batchId: string;
}

/** Counts of one extraction, one topic and one partition. Published = inserted + duplicate + rejected. */
export interface IngestCounter {
  readonly batchId: string;
  readonly topic: string;
  readonly partition: number;
  /** Messages below this offset are counted already: a redelivery changes nothing. */
  readonly nextOffset: number;
  readonly inserted: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** What a write counted; messages that were counted before are in neither number. */
export interface WriteCounts {
  readonly inserted: number;
  readonly duplicate: number;
}

/**
 * Published versions of readings and stations, immutable but for `lastSeenAt`. MongoDB and DuckDB pass one
 * contract suite.
 */
export interface RawStore {
  /** Creates tables or collections and their indexes; harmless when they exist. */
  migrate(): Promise<void>;
  /**
   * Writes the documents and advances the counters. Durable when it resolves. A version that is known only moves
   * its `lastSeenAt` forward, never back; the same batch again changes nothing and counts nothing. A version that
   * occurs twice in a batch is inserted once and a duplicate once.
   */
  write(batch: RawBatch): Promise<WriteCounts>;
  /** Counters of one extraction, by topic and partition. */
  counters(batchId: string): Promise<readonly IngestCounter[]>;
  /** Waits for what is in flight. Idempotent. */
  close(): Promise<void>;
}

/** Which readings an extraction may have touched: every group (sensor, local day) with a period end in (from, to]. */
export interface TransformScope {
  /** Epoch milliseconds, exclusive. */
  readonly from: number;
  /** Epoch milliseconds, inclusive. */
  readonly to: number;
  /** Only these stations; all where absent. */
  readonly locationIds?: readonly number[];
  /** Only readings of these sensors; all where absent. */
  readonly sensors?: SensorRange;
}

/** Sensors by id, both ends included. */
export interface SensorRange {
  readonly first: number;
  readonly last: number;
}
