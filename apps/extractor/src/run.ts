import type { OpenAqClient } from '@airstar/openaq-client';
import type { PartitionOffset, Producer } from '@airstar/kafka-io';
import type { LocationEvent, MeasurementEvent, StageAccounting } from '@airstar/schemas';
import { Extraction } from './extraction.ts';
import { unremembered, type BatchProgress } from './progress/port.ts';
import { resultOf } from './report.ts';
import type { SensorFailure } from './steps/read-sensors.ts';
import type { RejectRecord } from './steps/reject-record.ts';
import type { Selection } from './steps/select-locations.ts';

export interface ExtractDependencies {
  readonly client: Pick<OpenAqClient, 'locations' | 'sensors' | 'usage'>;
  readonly locations: Producer<LocationEvent>;
  readonly measurements: Producer<MeasurementEvent>;
  /** Keeps a record of OpenAQ that does not fit. A rejection fails the run: nothing may vanish. */
  readonly reject: RejectRecord;
  /** Lets an interrupted batch go on. Without it every run reads the whole window. */
  readonly progress?: BatchProgress;
  readonly now: () => Date;
}

/** More sensors at the same time gain nothing within OpenAQ's 60 requests a minute. */
export const defaultConcurrency = 4;

export interface ExtractOptions {
  readonly batchId: string;
  /** (from, to] on the end of the period; epoch milliseconds. */
  readonly window: { readonly from: number; readonly to: number };
  readonly selection: Selection;
  /** Sensors read at the same time. Default {@link defaultConcurrency}. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ExtractProgress) => void;
}

export interface ExtractProgress {
  readonly sensors: number;
  readonly sensorsDone: number;
  /** Readings of the batch, those of earlier attempts too. */
  readonly published: number;
}

export interface ExtractResult {
  readonly accounting: StageAccounting & { readonly stage: 'extract' };
  /** Where the events end, per partition written to: what an ingestor has to reach. */
  readonly endOffsets: readonly PartitionOffset[];
  /** Stations that were published. */
  readonly locationIds: readonly number[];
  /** Sensors that could not be read to the end. Not empty: the window is incomplete. */
  readonly failures: readonly SensorFailure[];
}

/**
 * Reads a window of OpenAQ and publishes it: the stations first, then their readings, page by page. With progress, a
 * batch that was interrupted goes on, and one that is done gives its result without a request.
 *
 * `produced` is the number of messages of the batch that are in the log, whichever attempt has sent them: a page that
 * was sent just before a crash is sent again, and counts twice as it stands there twice.
 *
 * @throws {BatchMismatchError} when the batch was begun for another window or selection; {@link BatchTakenOverError}
 * when another process has taken it over.
 * @throws the client's errors where they concern more than one sensor, and the log's where it refuses an event.
 */
export async function extract(dependencies: ExtractDependencies, options: ExtractOptions): Promise<ExtractResult> {
  const batch = dependencies.progress ? await dependencies.progress.claim(options) : unremembered;
  return batch.report ? resultOf(batch.report) : new Extraction(dependencies, options, batch).run();
}
