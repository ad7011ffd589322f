import { randomUUID } from 'node:crypto';
import { ingest } from '@airstar/ingestor';
import { createConfluentSchemaRegistry, createDeadLetterWriter, createKafkaTransport } from '@airstar/kafka-io';
import { openMongoRawStore } from '@airstar/raw-store';
import { childOptions, printResult, type Spent } from '../child.ts';
import { Meter } from '../meter.ts';
import { rehearsals, type IngestRun } from './runs.ts';

// What `ingestor drain` does, from the first batch to the last.
const { broker, registryUrl, mongodbUri, sinkUri, database, groupId, until, messages } = childOptions() as IngestRun;
const transport = createKafkaTransport({ brokers: [broker], clientId: 'airstar-ingestor' });
const registry = createConfluentSchemaRegistry({ url: registryUrl });
const deadLetters = createDeadLetterWriter({ transport, step: 'ingest' });

async function drain(uri: string, group: string): Promise<Spent> {
  const meter = new Meter(1, messages);
  const store = await openMongoRawStore({ uri, database });
  const onWritten = (written: number) => meter.add(written);
  const consumption = await ingest({ transport, registry, store, deadLetters }, { groupId: group, until, onWritten });
  await consumption.done;
  await store.close();
  return meter.spent;
}

for (let time = 0; time < rehearsals; time += 1) await drain(sinkUri, randomUUID());
printResult(await drain(mongodbUri, groupId));
await transport.close();
