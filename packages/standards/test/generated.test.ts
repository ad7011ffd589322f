import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { referenceFile } from '../scripts/reference-file.ts';

test('the committed reference tables are what the source says; otherwise run `pnpm generate` and commit', () => {
  const committed = readFileSync(new URL('../generated/reference-tables.json', import.meta.url), 'utf8');
  expect(committed).toBe(referenceFile());
});
