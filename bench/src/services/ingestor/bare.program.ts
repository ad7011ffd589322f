import { randomUUID } from 'node:crypto';
import { measurementContract, type MeasurementEvent } from '@airstar/schemas';
import { MongoClient } from 'mongodb';
import { prepareMeasurement } from '../../../../apps/ingestor/src/steps/prepare-measurement.ts';
import { BareKafkaJs } from '../bare-kafkajs.ts';
import { childOptions, printResult, type Spent } from '../child.ts';
import { Meter } from '../meter.ts';
import { page } from '../readings.ts';
import { rehearsals, type IngestRun } from './runs.ts';

const frameLength = 5;
const instants = ['periodStart', 'periodEnd', 'localHourStart', 'firstSeenAt', 'lastSeenAt'] as const;
type StoredDocument = Record<string, unknown> & { readonly _id: string };
const durably = { ordered: false, writeConcern: { w: 'majority', journal: true } } as const;

// The baseline of `ingestor`: kafkajs and avsc, then insertMany of as many documents, batch by batch. So it waits for
// the store as often as the ingestor does, and comes back to caches as cold.
const { broker, mongodbUri, sinkUri, database, messages } = childOptions() as IngestRun;
const { topic, type } = measurementContract;
for (let time = 0; time < rehearsals; time += 1) await ingest(sinkUri);
printResult(await ingest(mongodbUri));

async function ingest(uri: string): Promise<Spent> {
  const client = new MongoClient(uri);
  const collection = client.db(database).collection<StoredDocument>('measurements');
  const meter = new Meter(1, messages);
  const documents = allDocuments();
  const consumer = await new BareKafkaJs(broker).consume(topic, randomUUID(), async (batch) => {
    for (const { value } of batch.messages) if (value !== null) type.fromBuffer(value.subarray(frameLength));
    const { length } = batch.messages;
    // Made as they are wanted, while the clock stands: kept, they would be work for the collector.
    await collection.insertMany(
      meter.aside(() => Array.from({ length }, () => documents.next().value)),
      durably,
    );
    meter.add(length);
  });
  const spent = await meter.spent;
  await Promise.all([consumer.disconnect(), client.close()]);
  return spent;
}

/** Of the readings that are in the log, in another order. */
function* allDocuments(): Generator<StoredDocument, never> {
  for (let number = 0; ; number += 1) for (const event of page(number)) yield documentOf(event);
}

function documentOf(event: MeasurementEvent): StoredDocument {
  const prepared = prepareMeasurement(event);
  if (!('document' in prepared)) throw new Error(`A generated reading is refused: ${prepared.detail}`);
  const { document } = prepared;
  const dates = Object.fromEntries(instants.map((name) => [name, new Date(document[name])]));
  return { ...document, ...dates, origin: 'openaq.measurements.v1 0 bench', originOffset: 0 };
}
