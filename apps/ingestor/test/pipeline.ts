import {
  createDeadLetterWriter,
  createInProcessSchemaRegistry,
  createInProcessTransport,
  createProducer,
  readDeadLetter,
  type DeadLetter,
  type PartitionOffset,
  type Transport,
} from '@airstar/kafka-io';
import { openDuckDbRawStore } from '@airstar/raw-store/duckdb';
import {
  locationContract,
  measurementContract,
  topics,
  type ExtractionReport,
  type MeasurementEvent,
} from '@airstar/schemas';
import { onTestFinished } from 'vitest';
import { migrate } from '../src/commands/migrate.ts';
import { ingest, type IngestDependencies } from '../src/index.ts';
import { measurementEvent } from './events.ts';

export const hour = 3_600_000;
export const start = Date.UTC(2025, 8, 20);

export const reading = (
  sensorId: number,
  index: number,
  changes: Partial<MeasurementEvent> = {},
): MeasurementEvent => ({
  ...measurementEvent,
  sensorId,
  value: index,
  periodStartUtc: start + index * hour,
  periodEndUtc: start + (index + 1) * hour,
  fetchedAt: start + 1000 * hour,
  ...changes,
});

export const readings = (sensorId: number, count: number): MeasurementEvent[] =>
  Array.from({ length: count }, (_, index) => reading(sensorId, index));

/** Log, registry and raw store in this process, migrated, for one test. */
export async function openPipeline() {
  const transport = createInProcessTransport();
  const registry = createInProcessSchemaRegistry();
  const store = await openDuckDbRawStore({ path: ':memory:' });
  onTestFinished(async () => {
    await transport.close();
    await store.close();
  });
  await migrate({ transport, registry, store }, () => undefined);
  const dependencies: IngestDependencies = {
    transport,
    registry,
    store,
    deadLetters: createDeadLetterWriter({ transport, step: 'ingest' }),
  };
  const measurements = createProducer({ transport, registry, contract: measurementContract });
  const locations = createProducer({ transport, registry, contract: locationContract });
  const now = clock();
  const drain = async (topic: string = topics.measurements.name, changed = dependencies): Promise<void> =>
    (await ingest(changed, { until: await transport.endOffsets(topic) })).done;
  return { transport, registry, store, dependencies, measurements, locations, now, drain };
}

/** A clock that has gone on by a second and a half each time it is read. */
function clock(): () => Date {
  let look = 0;
  return () => new Date(start + 1500 * look++);
}

/** What an extractor would print. */
export const report = (
  batchId: string,
  produced: number,
  endOffsets: readonly PartitionOffset[],
): ExtractionReport => ({
  stage: 'extract',
  batchId,
  read: produced,
  produced,
  rejected: 0,
  duplicate: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  flagged: 0,
  locations: 1,
  requests: 1,
  seconds: 1,
  window: { from: new Date(start).toISOString(), to: new Date(start + 24 * hour).toISOString() },
  locationIds: [measurementEvent.locationId],
  endOffsets: [...endOffsets],
});

export async function deadLettersOf(transport: Transport): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  for await (const messages of transport.read(topics.deadLetters.name)) letters.push(...messages.map(readDeadLetter));
  return letters;
}
