import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createConfluentSchemaRegistry,
  createKafkaTransport,
  createProducer,
  type PartitionOffset,
  type Transport,
} from '@airstar/kafka-io';
import { startServices } from '@airstar/native-services';
import { locationContract, measurementContract, type ExtractionReport, type MeasurementEvent } from '@airstar/schemas';
import { afterAll, beforeAll, inject } from 'vitest';
import { highestOffsets } from '../../src/extraction.ts';
import { locationEvent } from '../events.ts';
import { readings, report } from '../pipeline.ts';
import { start, type Ended } from '../processes.ts';

/** A broker of its own for one file: our topics have one name each, and others write to the shared one. */
export function useStack(broker: 'kafka-3.9' | 'kafka-4') {
  let stack: Awaited<ReturnType<typeof open>> | undefined;
  beforeAll(async () => {
    stack = await open(broker);
  }, 180_000);
  afterAll(() => stack?.close());
  return (): NonNullable<typeof stack> => {
    if (stack === undefined) throw new Error('The stack is up only while tests run.');
    return stack;
  };
}

async function open(broker: 'kafka-3.9' | 'kafka-4') {
  const { schemaRegistryUrl, mongodbUri } = inject('services');
  const directory = mkdtempSync(join(tmpdir(), 'airstar-ingestor-'));
  const services = await startServices({ directory, services: [broker], temporary: true });
  const { address } = services.get(broker);
  const environment = {
    KAFKA_BROKERS: address,
    SCHEMA_REGISTRY_URL: schemaRegistryUrl,
    MONGODB_URI: mongodbUri,
    MONGODB_DATABASE: `ingestor_${randomUUID()}`,
  };
  const transport = createKafkaTransport({ brokers: [address], clientId: 'test' });
  const registry = createConfluentSchemaRegistry({ url: schemaRegistryUrl });
  return {
    environment,
    transport,
    ingestor: (args: readonly string[], changes: NodeJS.ProcessEnv = {}, input = ''): Promise<Ended> =>
      start(args, { ...environment, ...changes }, input).ended,
    ...publishers(transport, registry),
    close: async () => {
      await transport.close();
      await services.stop();
    },
  };
}

function publishers(transport: Transport, registry: ReturnType<typeof createConfluentSchemaRegistry>) {
  const measurements = createProducer({ transport, registry, contract: measurementContract });
  const locations = createProducer({ transport, registry, contract: locationContract });
  /** A station, `count` readings of each of so many sensors, and what an extractor would print. */
  const publish = async (batchId: string, sensors: number, count: number): Promise<ExtractionReport> => {
    const offsets: PartitionOffset[] = [...(await locations.publish([locationEvent], { batchId }))];
    for (let sensor = 1; sensor <= sensors; sensor += 1) {
      offsets.push(...(await measurements.publish(readings(sensor, count), { batchId })));
    }
    return report(batchId, sensors * count, highestOffsets(offsets));
  };
  const publishReadings = (events: readonly MeasurementEvent[], batchId: string) =>
    measurements.publish(events, { batchId });
  return { publish, publishReadings };
}
