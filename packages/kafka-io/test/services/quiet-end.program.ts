import { createKafkaTransport } from '../../src/kafka/transport.ts';

// Sends, fails to send, consumes, and closes while it asks, as a process of its own: it has to end by itself, and to print one line.
const [, , broker = '', topic = ''] = process.argv;
const transport = createKafkaTransport({ brokers: [broker], clientId: 'quiet-end' });
await transport.createTopics([{ name: topic, partitions: 1, cleanup: 'compact' }]);
await transport.send(topic, [{ key: Buffer.from('a'), value: Buffer.from('a') }]);
const refused = await transport.send(topic, [{ key: null, value: null }]).catch((error: unknown) => error);
await transport.send(topic, [{ key: Buffer.from('b'), value: Buffer.from('b') }]);
const received = Promise.withResolvers<undefined>();
let count = 0;
await transport.consume({
  groupId: topic,
  topics: [topic],
  onBatch: async (batch) => {
    await batch.commit(batch.nextOffset);
    count += batch.messages.length;
    if (count === 2) received.resolve(undefined);
  },
});
await received.promise;
// In two requests, and it does not wait for either.
const asked = transport.committedOffsets(topic, topic).catch((error: unknown) => error);
await transport.close();
await asked;
process.stdout.write(`${count} ${refused instanceof Error ? refused.name : 'sent'}\n`);
