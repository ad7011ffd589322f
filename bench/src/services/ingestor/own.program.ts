import { ingest } from '@airstar/ingestor';
import { createConfluentSchemaRegistry, createDeadLetterWriter, createKafkaTransport } from '@airstar/kafka-io';
import { openMongoRawStore } from '@airstar/raw-store';
import { childOptions, printResult } from '../child.ts';
import { Meter } from '../meter.ts';
import type { IngestRun } from './runs.ts';

// What `ingestor drain` does, from the first message after the warm-up to the last.
const { broker, registryUrl, mongodbUri, database, groupId, until, messages, warmUp } = childOptions() as IngestRun;
const meter = new Meter(warmUp, messages);
const transport = createKafkaTransport({ brokers: [broker], clientId: 'airstar-ingestor' });
const registry = createConfluentSchemaRegistry({ url: registryUrl });
const store = await openMongoRawStore({ uri: mongodbUri, database });
const deadLetters = createDeadLetterWriter({ transport, step: 'ingest' });
const consumption = await ingest(
  { transport, registry, store, deadLetters },
  { groupId, until, onWritten: (written) => meter.add(written) },
);
await consumption.done;
printResult(await meter.spent);
await store.close();
await transport.close();
