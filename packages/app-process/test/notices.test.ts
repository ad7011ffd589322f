import { expect, it } from 'vitest';
import { createNotice } from '../src/index.ts';

it('says a reason once, and again only after a while', () => {
  let now = 0;
  const lines: string[] = [];
  const notice = createNotice({ write: (line) => lines.push(line), clock: () => now });
  for (; now < 60_000; now += 1000) {
    notice('the broker is away');
    if (now === 10_000) notice('the store is away');
  }
  expect(lines).toEqual(['the broker is away', 'the store is away', 'the broker is away']);
});
