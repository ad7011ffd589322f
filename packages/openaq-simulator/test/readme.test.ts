import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

it('the example of the README is the one that runs, and prints what its comments say', async () => {
  const example = read('readme-example.ts');
  expect(/```ts\n(.*?)```/s.exec(read('../README.md'))?.[1]).toBe(example);
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  await import('./readme-example.ts');
  const promised = [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
  expect(promised).toHaveLength(4);
  expect(log.mock.calls.map((values) => values.join(' '))).toEqual(promised);
});
