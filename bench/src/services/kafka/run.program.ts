import { randomUUID } from 'node:crypto';
import {
  consumeTyped,
  createDeadLetterWriter,
  createInProcessSchemaRegistry,
  createKafkaTransport,
  createProducer,
  topicHandler,
} from '@airstar/kafka-io';
import { batchIdHeader, measurementContract } from '@airstar/schemas';
import { BareKafkaJs, zstd } from '../bare-kafkajs.ts';
import { childOptions, printResult } from '../child.ts';
import { Meter } from '../meter.ts';
import { batchId, page, pageSize } from '../readings.ts';
import type { KafkaRun } from './runs.ts';

// One measurement of the benchmark `kafka`, in a process of its own.
const run = childOptions() as KafkaRun;
const { broker, topic, warmUpPages, pages } = run;
const contract = { ...measurementContract, topic };
const meter = new Meter(warmUpPages * pageSize, (warmUpPages + pages) * pageSize);
const groupId = `bench-${randomUUID()}`;
// Few pages again and again, made before the clock runs: what waits in memory would be the collector's work.
const different = 10;

const registry = createInProcessSchemaRegistry();
registry.register(measurementContract);
const connect = () => createKafkaTransport({ brokers: [broker], clientId: 'bench', compression: 'zstd' });

/** Events as they go through a log without a codec. Made before the clock runs. */
function messages(number: number) {
  return page(number).map((event) => ({
    key: Buffer.from(contract.key(event)),
    value: contract.type.toBuffer(event),
    headers: { [batchIdHeader]: batchId },
  }));
}

async function sendAll<Page>(make: (number: number) => Page, send: (page: Page) => Promise<unknown>): Promise<void> {
  const load = Array.from({ length: different }, (_, number) => make(number));
  for (let sent = 0; sent < warmUpPages + pages; sent += different) {
    for (const each of load) {
      await send(each);
      meter.add(pageSize);
    }
  }
}

const runs: Record<KafkaRun['action'], Record<KafkaRun['by'], () => Promise<void>>> = {
  produce: {
    kafkajs: async () => {
      const producer = await new BareKafkaJs(broker).producer();
      await sendAll(messages, (load) => producer.send({ topic, messages: load, acks: -1, compression: zstd }));
      await producer.disconnect();
    },
    'kafka-io': async () => {
      const transport = connect();
      await sendAll(messages, (load) => transport.send(topic, load));
      await transport.close();
    },
    'kafka-io with Avro': async () => {
      const transport = connect();
      const producer = createProducer({ transport, contract, registry });
      await sendAll(page, (events) => producer.publish(events, { batchId }));
      await transport.close();
    },
  },
  consume: {
    kafkajs: async () => {
      const take = (batch: { readonly messages: readonly unknown[] }) => meter.add(batch.messages.length);
      const consumer = await new BareKafkaJs(broker).consume(topic, groupId, take);
      await meter.spent;
      await consumer.disconnect();
    },
    'kafka-io': async () => {
      const transport = connect();
      const consumption = await transport.consume({
        groupId,
        topics: [topic],
        onBatch: async (batch) => {
          await batch.commit(batch.nextOffset);
          meter.add(batch.messages.length);
        },
      });
      await Promise.race([meter.spent, consumption.done]);
      await transport.close();
    },
    'kafka-io with Avro': async () => {
      const transport = connect();
      const consumption = await consumeTyped({
        transport,
        registry,
        groupId,
        handlers: [topicHandler(contract, ({ event }) => event)],
        deadLetters: createDeadLetterWriter({ transport, step: 'bench' }),
        write: async ({ items }) => meter.add(items.length),
      });
      await Promise.race([meter.spent, consumption.done]);
      await transport.close();
    },
  },
};

await runs[run.action][run.by]();
printResult(await meter.spent);
