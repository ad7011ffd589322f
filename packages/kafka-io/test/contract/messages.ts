import type { OutgoingMessage, PartitionOffset } from '../../src/transport.ts';

export const message = (key: string, value: string): OutgoingMessage => ({
  key: Buffer.from(key),
  value: Buffer.from(value),
});

export const keyed = (...keys: string[]): OutgoingMessage[] => keys.map((key) => message(key, key));

export const numbered = (count: number): OutgoingMessage[] =>
  Array.from({ length: count }, (_, index) => message(`key ${index}`, String(index)));

export const offsetsOf = (topic: string, offsets: number[]): PartitionOffset[] =>
  offsets.map((offset, partition) => ({ topic, partition, offset }));

export const total = (offsets: readonly PartitionOffset[]): number =>
  offsets.reduce((sum, { offset }) => sum + offset, 0);

export const distinctPositions = (messages: readonly PartitionOffset[]): number =>
  new Set(messages.map(({ topic, partition, offset }) => `${topic}/${partition}/${offset}`)).size;
