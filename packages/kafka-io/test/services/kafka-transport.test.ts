import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createKafkaTransport } from '../../src/kafka/transport.ts';
import { transportContract } from '../contract/transport.contract.ts';

const { kafka39, kafka4 } = inject('services');

for (const [name, broker] of [
  ['Kafka 3.9 with ZooKeeper', kafka39],
  ['Kafka 4 with KRaft', kafka4],
] as const) {
  transportContract(name, () => ({
    connect: () => createKafkaTransport({ brokers: [broker], clientId: `contract.${randomUUID()}` }),
    close: () => Promise.resolve(),
  }));
}
