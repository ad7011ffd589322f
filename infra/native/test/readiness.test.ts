import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { identify } from '../src/process-identity.ts';
import { waitUntilReady } from '../src/readiness.ts';

const folder = mkdtempSync(join(tmpdir(), 'airstar-readiness-'));
const log = join(folder, 'thing.log');
writeFileSync(log, Array.from({ length: 50 }, (_, line) => `line ${line + 1}`).join('\n'));
afterAll(() => rmSync(folder, { recursive: true }));

async function running(): Promise<{ child: ChildProcess; identity: { pid: number; birth: string } }> {
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, identity: identify(child.pid!)! };
}

const thing = { name: 'thing', log, withinSeconds: 60 };

test('asks until the service says yes, and takes an error for a no', async () => {
  const { identity } = await running();
  const answers = [
    () => false,
    () => {
      throw new Error('refused');
    },
    () => true,
  ];
  await waitUntilReady({ ...thing, identity, isReady: async () => answers.shift()!() });
  expect(answers).toEqual([]);
});

test('a service that died is not ready, although somebody else answers on its port', async () => {
  const { child, identity } = await running();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect(waitUntilReady({ ...thing, identity, isReady: async () => true })).rejects.toMatchObject({
    code: 'start',
    message: expect.stringMatching(
      /^thing ended before it was ready\. Its log .*thing\.log ends:\nline 31\n[^]*line 50$/,
    ),
  });
});

test('after the time it says so, with the end of the log', async () => {
  const { identity } = await running();
  await expect(waitUntilReady({ ...thing, withinSeconds: 0, identity, isReady: async () => false })).rejects.toThrow(
    /^thing did not answer within 0 s.*line 50/s,
  );
});
