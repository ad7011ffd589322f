import { measurementContract, topics, type MeasurementEvent } from '@airstar/schemas';
import {
  consumeTyped,
  createDeadLetterWriter,
  createInProcessSchemaRegistry,
  createInProcessTransport,
  createProducer,
  Rejection,
  topicHandler,
} from '@airstar/kafka-io';

export async function copy(events: readonly MeasurementEvent[]): Promise<string[]> {
  const transport = createInProcessTransport();
  await transport.createTopics(Object.values(topics));
  const registry = createInProcessSchemaRegistry();
  registry.register(measurementContract);

  const producer = createProducer({ transport, registry, contract: measurementContract });
  const until = await producer.publish(events, { batchId: '2026-09-01' });

  const lines: string[] = [];
  const consumption = await consumeTyped({
    transport,
    registry,
    groupId: 'copy',
    handlers: [
      topicHandler(measurementContract, ({ event }) =>
        event.value === null ? new Rejection('invalid-record', 'value is null') : `${event.value} ${event.unit}`,
      ),
    ],
    deadLetters: createDeadLetterWriter({ transport, step: 'copy' }),
    write: async ({ items }) => {
      lines.push(...items.map(({ value }) => value));
    },
    until,
  });
  await consumption.done;
  await transport.close();
  return lines;
}
