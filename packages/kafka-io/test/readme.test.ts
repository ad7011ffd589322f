import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { measurement } from '../../schemas/test/events.ts';
import { copy } from './readme.example.ts';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

it('shows in the README the example that runs here', async () => {
  const [, shown] = /```ts\n(.*?)```/s.exec(await read('../README.md')) ?? [];
  expect(shown).toBe(await read('readme.example.ts'));
});

it('copies readings and refuses the one without value', async () => {
  const events = [measurement({ value: 12.5 }), measurement({ value: null }), measurement({ value: 7, unit: 'ppm' })];
  expect(await copy(events)).toEqual(['12.5 µg/m³', '7 ppm']);
});
