import type { PartitionOffset } from '@airstar/kafka-io';
import type { ExtractionReport } from '@airstar/schemas';
import type { Window } from '../options.ts';
import type { SensorTask } from '../steps/plan-sensors.ts';
import type { Selection } from '../steps/select-locations.ts';

/** What a batch is: two runs under one id must agree on it. */
export interface BatchIdentity {
  readonly batchId: string;
  readonly window: Window;
  readonly selection: Selection;
}

/** A series, and how far it is published. */
export interface PlannedSensor extends SensorTask {
  /** Readings whose period ends by then are in the log. Epoch milliseconds. */
  readonly through: number;
  /** Readings that are known to be there. */
  readonly produced: number;
}

/** What the stations of a batch say is to be read. */
export interface Plan {
  readonly locationIds: readonly number[];
  /** Where the stations end in the log. */
  readonly locationOffsets: readonly PartitionOffset[];
  readonly sensors: readonly PlannedSensor[];
}

/** A page that is to be published and confirmed. */
export interface PageProgress {
  readonly sensor: SensorTask;
  readonly through: number;
  readonly produced: number;
  readonly requests: number;
}

/** Messages of a batch. */
export interface Counts {
  readonly produced: number;
  readonly rejectedReadings: number;
  /** Records that do not fit, stations among them. */
  readonly rejected: number;
}

/** What the log holds of a batch. */
export interface BatchCount extends Counts {
  readonly endOffsets: readonly PartitionOffset[];
}

/** A batch in hand. */
export interface ClaimedBatch {
  /** Of a batch that is done: what it printed. */
  readonly report: ExtractionReport | undefined;
  /** Undefined until all stations are published. */
  readonly plan: Plan | undefined;
  /** Requests of earlier attempts, as far as they are known. */
  readonly requestsBefore: number;
  /**
   * Remembers the plan, and returns it with what is known of its sensors.
   *
   * @param requests - What it has cost this attempt.
   */
  savePlan(plan: Plan, requests: number): Promise<Plan>;
  /**
   * Publishes a page and remembers that it is published.
   *
   * @throws {BatchTakenOverError} without publishing.
   */
  publishPage(page: PageProgress, publish: () => Promise<void>): Promise<void>;
  /**
   * What the log holds of the batch. Undefined where nobody but this attempt can have written what is there.
   *
   * @param sent - Messages that this attempt knows to be in the log.
   */
  count(sent: Counts): Promise<BatchCount | undefined>;
  /** Remembers the report of a batch that is done. */
  finish(report: ExtractionReport): Promise<void>;
  /** Remembers what an attempt has cost that could not read every sensor. */
  interrupt(requests: number): Promise<void>;
}

/** Remembers what of a batch is safely published, so that the next attempt goes on from there. */
export interface BatchProgress {
  /**
   * Takes a batch, new or begun. The last process to claim it has it.
   *
   * @throws {BatchMismatchError} when it was begun for another window or selection.
   */
  claim(identity: BatchIdentity): Promise<ClaimedBatch>;
}

const nothing = (): Promise<void> => Promise.resolve();

/** For a log that forgets with its process: every attempt is the first. */
export const unremembered: ClaimedBatch = {
  report: undefined,
  plan: undefined,
  requestsBefore: 0,
  savePlan: (plan) => Promise.resolve(plan),
  publishPage: (_, publish) => publish(),
  count: () => Promise.resolve(undefined),
  finish: nothing,
  interrupt: nothing,
};
