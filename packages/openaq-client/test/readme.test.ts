import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import * as openaq from '../src/index.ts';
import { fixture } from './fixture.ts';
import { startServer } from './scripted-server.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const example = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? '';

test('the example of the README prints the readings of a station', async () => {
  const sensors = fixture('location-7982-sensors').results.filter((sensor) => sensor['id'] === 35134);
  const server = await startServer(({ path }) => ({
    body: path === '/v3/locations/7982/sensors' ? { results: sensors } : fixture('sensor-35134-measurements'),
  }));
  const { fetch } = globalThis;
  vi.stubGlobal('fetch', (input: Request, init?: RequestInit) =>
    fetch(new Request(input.url.replace('https://api.openaq.org/v3', server.url), input), init),
  );
  const lines: string[] = [];
  const console = { log: (...parts: unknown[]) => lines.push(parts.join(' ')) };
  const process = { env: { OPENAQ_API_KEY: 'key-of-the-reader' } };
  const code = example.replace(/^import (\{.*\}) from '@airstar\/openaq-client';$/m, 'const $1 = openaq;');
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the point is to run the text of the README itself
    const run = new Function('openaq', 'console', 'process', `return (async () => {${code}})()`) as (
      ...globals: unknown[]
    ) => Promise<void>;
    await run(openaq, console, process);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(lines).toHaveLength(6);
  expect(lines[0]).toBe('o3 ppm 2025-09-20T01:00:00Z 0.0316944232417478');
  expect(server.requests[0]?.headers['x-api-key']).toBe('key-of-the-reader');
});
