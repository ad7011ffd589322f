import { randomUUID } from 'node:crypto';
import { createHook } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { expect, inject, it, onTestFinished } from 'vitest';
import { createKafkaTransport } from '../../src/kafka/transport.ts';
import { keyed } from '../contract/messages.ts';
import { commitAll } from '../contract/recorder.ts';

const { kafka39, kafka4 } = inject('services');

/** How many timers are set while something lasts. */
async function timersDuring(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const hook = createHook({ init: (_, type) => void (count += Number(type === 'Timeout')) });
  hook.enable();
  await work();
  hook.disable();
  return count;
}

it.each([
  ['Kafka 3.9', kafka39],
  ['Kafka 4', kafka4],
])('sets no timer for requests that do not wait, on %s: kafkajs sets a thousand a second', async (_, broker) => {
  const transport = createKafkaTransport({ brokers: [broker], clientId: 'idle' });
  onTestFinished(() => transport.close());
  const topic = `idle.${randomUUID()}`;
  await transport.createTopics([{ name: topic, partitions: 1, cleanup: 'delete' }]);
  await transport.send(topic, keyed('a'));
  await transport.consume({ groupId: topic, topics: [topic], onBatch: commitAll });
  await setTimeout(500);
  expect(await timersDuring(() => setTimeout(1000))).toBeLessThan(50);
});
