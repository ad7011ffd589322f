import type { Misfit, OpenAqClient } from '@airstar/openaq-client';
import type { PartitionOffset, Producer } from '@airstar/kafka-io';
import type { LocationEvent, MeasurementEvent, StageAccounting } from '@airstar/schemas';
import { locationEvent } from './steps/location-event.ts';
import { measurementEvent } from './steps/measurement-event.ts';
import { highestOffsets } from './steps/highest-offsets.ts';
import { planSensors, type SensorTask } from './steps/plan-sensors.ts';
import { readSensors, type SensorFailure } from './steps/read-sensors.ts';
import { selectLocations, type Selection } from './steps/select-locations.ts';

export interface ExtractDependencies {
  readonly client: Pick<OpenAqClient, 'locations' | 'sensors' | 'usage'>;
  readonly locations: Producer<LocationEvent>;
  readonly measurements: Producer<MeasurementEvent>;
  /** Keeps a record of OpenAQ that does not fit. A rejection fails the run: nothing may vanish. */
  readonly reject: (misfit: Misfit, task: SensorTask | undefined) => Promise<void>;
  readonly now: () => Date;
}

export interface ExtractOptions {
  readonly batchId: string;
  /** (from, to] on the end of the period; epoch milliseconds. */
  readonly window: { readonly from: number; readonly to: number };
  readonly selection: Selection;
  /** Sensors read at the same time. Default 4: more gains nothing within OpenAQ's 60 requests a minute. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ExtractProgress) => void;
}

export interface ExtractProgress {
  readonly sensors: number;
  readonly sensorsDone: number;
  readonly published: number;
}

export interface ExtractResult {
  readonly accounting: StageAccounting;
  /** Where the events end, per partition written to: what an ingestor has to reach. */
  readonly endOffsets: readonly PartitionOffset[];
  /** Stations that were published. */
  readonly locationIds: readonly number[];
  /** Sensors that could not be read to the end. Not empty: the window is incomplete. */
  readonly failures: readonly SensorFailure[];
}

/**
 * Reads a window of OpenAQ and publishes it: the stations first, then their readings, page by page.
 *
 * @throws the client's errors where they concern more than one sensor, and the log's where it refuses an event.
 */
export async function extract(dependencies: ExtractDependencies, options: ExtractOptions): Promise<ExtractResult> {
  const { client, now } = dependencies;
  const startedAt = now().getTime();
  const counts = { read: 0, produced: 0, rejected: 0 };
  const locationIds: number[] = [];
  const offsets = highestOffsets();
  const headers = { batchId: options.batchId };
  const window = { from: new Date(options.window.from), to: new Date(options.window.to) };
  const requestsBefore = client.usage().requests;

  const tasks = await publishLocations();
  let sensorsDone = 0;
  const report = (): void => {
    options.onProgress?.({ sensors: tasks.length, sensorsDone, published: counts.produced });
  };
  report();
  const failures = await readSensors(tasks, options.concurrency ?? 4, readSensor, options.signal);

  return {
    accounting: {
      stage: 'extract',
      batchId: options.batchId,
      ...counts,
      locations: locationIds.length,
      duplicate: 0,
      inserted: 0,
      updated: 0,
      unchanged: 0,
      flagged: 0,
      requests: client.usage().requests - requestsBefore,
      seconds: (now().getTime() - startedAt) / 1000,
    },
    endOffsets: offsets.all(),
    locationIds,
    failures,
  };

  async function publishLocations(): Promise<SensorTask[]> {
    const planned: SensorTask[] = [];
    const onMisfit = (misfit: Misfit): Promise<void> => rejectRecord(misfit, undefined);
    const listOptions = { onMisfit, signal: options.signal };
    for await (const { location, fetchedAt } of selectLocations(client, options.selection, listOptions, now)) {
      offsets.add(await dependencies.locations.publish([locationEvent(location, fetchedAt)], headers));
      locationIds.push(location.id);
      planned.push(...planSensors(location, options.window.from));
    }
    return planned;
  }

  async function readSensor(task: SensorTask, signal: AbortSignal): Promise<void> {
    const onMisfit = (misfit: Misfit): Promise<void> => rejectRecord(misfit, task);
    const { sensorId, locationId, timezone } = task;
    const series = client.sensors.measurements({ sensorId, locationId, timezone }, window, { onMisfit, signal });
    for await (const { records, misfits, fetchedAt } of series.pages()) {
      const events = records.map((record) => measurementEvent(record, timezone, fetchedAt));
      if (events.length > 0) offsets.add(await dependencies.measurements.publish(events, headers));
      counts.read += records.length + misfits.length;
      counts.produced += events.length;
      report();
    }
    sensorsDone += 1;
    report();
  }

  async function rejectRecord(misfit: Misfit, task: SensorTask | undefined): Promise<void> {
    await dependencies.reject(misfit, task);
    counts.rejected += 1;
  }
}
