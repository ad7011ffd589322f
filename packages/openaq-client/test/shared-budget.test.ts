import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startServer } from './scripted-server.ts';
import { temporaryFile } from './temporary-file.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const spender = fileURLToPath(new URL('spender.ts', import.meta.url));

test('two processes that share a file never exceed the budget together, and use all of it', async () => {
  const server = await startServer([{}]);
  const path = temporaryFile();
  const perMinute = 60;
  async function spendMinute(now: number): Promise<number> {
    const before = server.requests.length;
    const command = ['--conditions=@airstar/source', spender, server.url, path, perMinute, now].map(String);
    await Promise.all([1, 2].map(() => promisify(execFile)(process.execPath, command)));
    return server.requests.length - before;
  }
  expect(await spendMinute(noon)).toBe(perMinute);
  expect(await spendMinute(noon + 60_000)).toBe(perMinute);
});
