import { readFileSync } from 'node:fs';

/** A recorded page. */
export function fixture(name: string): { readonly results: readonly Record<string, unknown>[] } {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as { results: Record<string, unknown>[] };
}
