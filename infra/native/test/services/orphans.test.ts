import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { startServices } from '../../src/index.ts';
import { identify, isAlive } from '../../src/process-identity.ts';
import { readRecords } from '../../src/records.ts';

const index = new URL('../../src/index.ts', import.meta.url).href;

/** A program that starts a service, says its process number, and stays. */
async function startInProgram(directory: string, temporary: boolean) {
  const code = `import { startServices } from ${JSON.stringify(index)};
    const services = await startServices({ directory: ${JSON.stringify(directory)}, services: ['mongodb'], temporary: ${temporary} });
    console.log(services.get('mongodb').pid);
    setInterval(() => {}, 1000);`;
  const file = join(tmpdir(), `airstar-program-${process.pid}-${Math.random()}.ts`);
  writeFileSync(file, code);
  onTestFinished(() => rmSync(file));
  const program = spawn(process.execPath, ['--conditions=@airstar/source', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void program.kill('SIGKILL'));
  const [line] = (await once(createInterface(program.stdout), 'line')) as [string];
  const service = identify(Number(line));
  if (!service) throw new Error('the service does not run');
  return { program, service };
}

const newDirectory = () => mkdtempSync(join(tmpdir(), 'airstar-orphans-'));

test.for(['SIGKILL', 'SIGINT', 'SIGTERM'] as const)(
  'services end, and their directory goes, when %s ends who started them',
  async (signal) => {
    const directory = newDirectory();
    const { program, service } = await startInProgram(directory, true);
    program.kill(signal);
    await expect.poll(() => isAlive(service), { timeout: 15_000 }).toBe(false);
    await expect.poll(() => existsSync(directory), { timeout: 15_000 }).toBe(false);
  },
);

test('what a killed run left is ended before the next start on the same directory', async () => {
  const directory = newDirectory();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const { service } = await startInProgram(directory, false);
  const services = await startServices({ directory, services: ['mongodb'] });
  onTestFinished(() => services.stop());
  expect(isAlive(service)).toBe(false);
  expect(services.get('mongodb').pid).not.toBe(service.pid);
});

test('a directory that is not temporary stays with its data; stop is harmless twice', async () => {
  const directory = newDirectory();
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const services = await startServices({ directory, services: ['mongodb'] });
  await services.stop();
  await services.stop();
  expect(readRecords(directory)).toEqual([]);
  expect(readFileSync(join(directory, 'logs', 'mongodb.log'), 'utf8')).not.toBe('');
});
