import { join } from 'node:path';
import { loopback } from '../ports.ts';
import type { Site } from './definition.ts';

export const brokerId = 1;

/** What brokers of both generations are told: one node, topics made on purpose only, no waiting for group members. */
export const brokerSettings = ({ data }: Site, port: number) => ({
  'advertised.listeners': `PLAINTEXT://${loopback}:${port}`,
  'log.dirs': join(data, 'log'),
  'num.partitions': 1,
  'auto.create.topics.enable': false,
  'offsets.topic.num.partitions': 1,
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.num.partitions': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  'group.initial.rebalance.delay.ms': 0,
});

export const brokerHeap = ['-Xms256m', '-Xmx512m'];
