import { createConfluentSchemaRegistry, createKafkaTransport, createProducer } from '@airstar/kafka-io';
import { measurementContract } from '@airstar/schemas';
import { childOptions, printResult } from '../child.ts';
import { batchId, page } from '../readings.ts';
import type { Fill } from './backlog.ts';

// Publishes pages of readings, as an extractor does.
const { broker, registryUrl, firstPage, pages } = childOptions() as Fill;
const transport = createKafkaTransport({ brokers: [broker], clientId: 'airstar-extractor' });
const registry = createConfluentSchemaRegistry({ url: registryUrl });
const producer = createProducer({ transport, registry, contract: measurementContract });
for (let number = firstPage; number < firstPage + pages; number += 1) await producer.publish(page(number), { batchId });
printResult(await transport.endOffsets(measurementContract.topic));
await transport.close();
