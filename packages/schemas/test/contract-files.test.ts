import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { contractFiles } from '../scripts/contract-files.ts';

const folder = new URL('../generated/', import.meta.url);

test('the committed contracts are what the source says; otherwise run `pnpm generate` and commit', () => {
  const committed = Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
  expect(committed).toEqual(contractFiles());
});
