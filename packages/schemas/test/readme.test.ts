import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measurement } from './events.ts';
import { pack, unpack } from './readme.example.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

test('shows in the README the example that runs here', () => {
  expect(/```ts\n(.*?)```/s.exec(read('../README.md'))?.[1]).toBe(read('readme.example.ts'));
});

test('the example packs a reading under the key of its sensor, and unpacks it', () => {
  const event = measurement({ sensorId: 36077, value: -0.3 });
  const message = pack(event);
  expect(message).toMatchObject({ topic: 'openaq.measurements.v1', key: '36077' });
  expect({ ...unpack(message.value) }).toEqual(event);
});
