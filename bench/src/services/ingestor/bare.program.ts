import { randomUUID } from 'node:crypto';
import { measurementContract, type MeasurementEvent } from '@airstar/schemas';
import { MongoClient } from 'mongodb';
import { prepareMeasurement } from '../../../../apps/ingestor/src/steps/prepare-measurement.ts';
import { BareKafkaJs } from '../bare-kafkajs.ts';
import { childOptions, printResult, type Spent } from '../child.ts';
import { Meter } from '../meter.ts';
import { page, pageSize } from '../readings.ts';
import { rehearsals, type IngestRun } from './runs.ts';

const frameLength = 5;
const pagesAtOnce = 2;
const instants = ['periodStart', 'periodEnd', 'localHourStart', 'firstSeenAt', 'lastSeenAt'] as const;

// The baseline of `ingestor`: kafkajs and avsc in one loop, insertMany of the same documents in another.
const { broker, mongodbUri, sinkUri, database, messages } = childOptions() as IngestRun;
for (let time = 0; time < rehearsals; time += 1) {
  await consume();
  await insert(sinkUri);
}
printResult({ consumed: await consume(), inserted: await insert(mongodbUri) });

async function consume(): Promise<Spent> {
  const meter = new Meter(1, messages);
  const { topic, type } = measurementContract;
  const consumer = await new BareKafkaJs(broker).consume(topic, randomUUID(), (batch) => {
    for (const { value } of batch.messages) if (value !== null) type.fromBuffer(value.subarray(frameLength));
    meter.add(batch.messages.length);
  });
  const spent = await meter.spent;
  await consumer.disconnect();
  return spent;
}

/** Documents are made as they are wanted, while the clock stands: kept, they would be work for the collector. */
async function insert(uri: string): Promise<Spent> {
  const client = new MongoClient(uri);
  const collection = client.db(database).collection<{ readonly _id: string }>('measurements');
  const writeConcern = { w: 'majority', journal: true } as const;
  const spent = { messages: 0, seconds: 0, cpuSeconds: 0 };
  for (let first = 0; first < messages / pageSize; first += pagesAtOnce) {
    const documents = Array.from({ length: pagesAtOnce }, (_, index) => page(first + index))
      .flat()
      .map(documentOf);
    const [startedAt, before] = [performance.now(), process.cpuUsage()];
    await collection.insertMany(documents, { ordered: false, writeConcern });
    const { user, system } = process.cpuUsage(before);
    spent.messages += documents.length;
    spent.seconds += (performance.now() - startedAt) / 1000;
    spent.cpuSeconds += (user + system) / 1e6;
  }
  await client.close();
  return spent;
}

function documentOf(event: MeasurementEvent): Record<string, unknown> & { readonly _id: string } {
  const prepared = prepareMeasurement(event);
  if (!('document' in prepared)) throw new Error(`A generated reading is refused: ${prepared.detail}`);
  const { document } = prepared;
  const dates = Object.fromEntries(instants.map((name) => [name, new Date(document[name])]));
  return { ...document, ...dates, origin: 'openaq.measurements.v1 0 bench', originOffset: 0 };
}
