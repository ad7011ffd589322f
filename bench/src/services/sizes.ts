import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ingest } from '@airstar/ingestor';
import { createConfluentSchemaRegistry, createDeadLetterWriter, createKafkaTransport } from '@airstar/kafka-io';
import type { NativeServices } from '@airstar/native-services';
import { openMongoRawStore } from '@airstar/raw-store';
import { measurementContract } from '@airstar/schemas';
import { BSON, MongoClient, type Document } from 'mongodb';
import type { Benchmark, Figure } from '../measure.ts';
import { Backlog } from './ingestor/backlog.ts';
import { withServices } from './with-services.ts';

const readings = 20_000;
const database = 'sizes';

/** Bytes that a reading takes where it is kept, before what a store does to its files. */
export const sizes: Benchmark = {
  name: 'sizes',
  group: 'services',
  run: () => withServices(['kafka-3.9', 'schema-registry', 'mongodb'], measure),
};

async function measure(services: NativeServices, directory: string): Promise<Figure[]> {
  const backlog = new Backlog(services.get('kafka-3.9').address, services.get('schema-registry').address);
  await backlog.migrate();
  const until = await backlog.growTo(readings);
  const uri = services.get('mongodb').address;
  await drain(backlog, uri, until);
  return [
    figure('in a log of Kafka, Avro with zstd, pages of 2,000', logBytes(directory) / readings),
    figure('a document of the raw store, as BSON', await documentBytes(uri)),
  ];
}

async function drain(backlog: Backlog, uri: string, until: Awaited<ReturnType<Backlog['growTo']>>): Promise<void> {
  const transport = createKafkaTransport({ brokers: [backlog.broker], clientId: 'bench' });
  const registry = createConfluentSchemaRegistry({ url: backlog.registryUrl });
  const store = await openMongoRawStore({ uri, database });
  const deadLetters = createDeadLetterWriter({ transport, step: 'ingest' });
  const consumption = await ingest({ transport, registry, store, deadLetters }, { groupId: 'sizes', until });
  await consumption.done;
  await Promise.all([store.close(), transport.close()]);
}

/** Segments alone: an index is allocated whole, and empty. */
function logBytes(directory: string): number {
  const segments = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.includes(`/${measurementContract.topic}-`) && file.endsWith('.log'),
  );
  return segments.reduce((sum, file) => sum + statSync(join(directory, file)).size, 0);
}

async function documentBytes(uri: string): Promise<number> {
  const client = new MongoClient(uri);
  const found: Document[] = await client.db(database).collection('measurements').find().limit(1000).toArray();
  await client.close();
  return found.reduce((sum, document) => sum + BSON.calculateObjectSize(document), 0) / found.length;
}

const figure = (what: string, bytes: number): Figure => ({
  what: `A reading ${what}`,
  measured: `${bytes.toFixed(0)} bytes`,
  target: 'reported',
  isReached: undefined,
});
