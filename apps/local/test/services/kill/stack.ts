import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createKafkaTransport } from '@airstar/kafka-io';
import { startServices } from '@airstar/native-services';
import { lastLineOf } from '../app.ts';
import { Audit } from './audit.ts';
import { Battlefield, longAbsenceMs } from './battlefield.ts';
import { ExtractorUnderFire } from './extractor.ts';
import { IngestorUnderFire } from './ingestor.ts';
import type { Random } from './random.ts';
import { openSupply } from './supply.ts';

const database = 'killed';

export type Broker = 'kafka-3.9' | 'kafka-4';

/** Services of its own, an extractor and two ingestors at work, and who kills them. All of it ends with the cleanup. */
export async function openStack(broker: Broker, seed: number, random: Random, cleanup: AsyncDisposableStack) {
  const directory = mkdtempSync(join(tmpdir(), 'airstar-kill-'));
  const names = [broker, 'schema-registry', 'mongodb'] as const;
  const services = await startServices({ directory, services: names, temporary: true });
  cleanup.defer(() => services.stop());
  const [brokers, mongodbUri] = [services.get(broker).address, services.get('mongodb').address];
  const environment = {
    KAFKA_BROKERS: brokers,
    SCHEMA_REGISTRY_URL: services.get('schema-registry').address,
    MONGODB_URI: mongodbUri,
    MONGODB_DATABASE: database,
    // The shortest that brokers take: the partitions of a killed ingestor wait that long for another one.
    KAFKA_SESSION_TIMEOUT_SECONDS: '6',
    CONNECT_TIMEOUT_SECONDS: String((longAbsenceMs * 2) / 3 / 1000),
  };
  await lastLineOf('ingestor', ['migrate'], environment);
  const transport = createKafkaTransport({ brokers: [brokers], clientId: 'kill-test' });
  cleanup.defer(() => transport.close());
  const supply = await openSupply(seed);
  cleanup.defer(() => supply.close());
  const ingestors = [await IngestorUnderFire.start(environment), await IngestorUnderFire.start(environment)];
  cleanup.defer(() => ingestors.forEach((ingestor) => ingestor.abandon()));
  const extractor = new ExtractorUnderFire(supply, environment);
  cleanup.defer(() => extractor.abandon());
  const audit = new Audit({ transport, mongodbUri, database });
  const battlefield = new Battlefield({ services, broker, extractor, ingestors, supply, random });
  return { transport, ingestors, extractor, audit, battlefield, environment };
}
