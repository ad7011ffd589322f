import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { readMachine } from '../../src/env.ts';
import { identify } from '../../src/process-identity.ts';
import { createCollection } from './wire.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;
const command = ['--conditions=@airstar/source', main];
const folder = mkdtempSync(join(tmpdir(), 'airstar-cli-'));
chmodSync(folder, 0o755);
let directory = '';
let count = 0;

beforeEach(() => {
  directory = join(folder, String((count += 1)));
});

afterAll(async () => {
  const directories = readdirSync(folder).map((name) => join(folder, name));
  await Promise.all(directories.map((one) => services(['down', '--directory', one])));
  rmSync(folder, { recursive: true, force: true });
}, 120_000);

interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function services(args: readonly string[], variables: Record<string, string> = {}): Promise<Result> {
  const { PATH = '', HOME = '' } = readMachine().variables;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...command, ...args],
      { env: { PATH, HOME, ...variables } },
      (error, stdout, stderr) => {
        resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

const up = (...args: readonly string[]) => services(['up', '--directory', directory, '--only', 'mongodb', ...args]);
const down = () => services(['down', '--directory', directory]);
const status = () => services(['status', '--directory', directory]);

const record = () =>
  JSON.parse(readFileSync(join(directory, 'run', 'mongodb.json'), 'utf8')) as { pid: number; port: number };

test('up starts, prints the variables of the apps and nothing else, and leaves the service running', async () => {
  const { stdout, stderr, status: code } = await up();
  const { pid, port } = record();
  expect(code).toBe(0);
  expect(stdout).toBe(`MONGODB_URI=mongodb://127.0.0.1:${port}\n`);
  expect(readFileSync(join(directory, 'services.env'), 'utf8')).toBe(stdout);
  expect(stderr).toMatch(/^mongodb is ready on mongodb:\/\/127\.0\.0\.1:\d+ after [\d.]+ s$/m);
  expect((await status()).stdout).toMatch(
    new RegExp(
      `^mongodb +running +mongodb://127\\.0\\.0\\.1:${port} +process ${pid} +since \\d{4}-.*mongodb\\.log$`,
      'm',
    ),
  );
});

test('a second up leaves what runs as it is', async () => {
  await up();
  const { pid } = record();
  const again = await up();
  expect(again).toMatchObject({ status: 0, stderr: expect.stringContaining('mongodb already runs') });
  expect(record().pid).toBe(pid);
});

test('two ups at once start one service', async () => {
  const [one, other] = await Promise.all([up(), up()]);
  expect([one.status, other.status]).toEqual([0, 0]);
  expect(one.stdout).toBe(other.stdout);
  expect(`${one.stderr}${other.stderr}`.match(/is ready/g)).toHaveLength(1);
});

test('up waits for another command in the same directory, and says so', async () => {
  mkdirSync(directory);
  const release = await lock(directory, { lockfilePath: join(directory, '.lock') });
  const waiting = spawn(process.execPath, [...command, 'up', '--directory', directory, '--only', 'mongodb']);
  const [line] = (await once(waiting.stderr, 'data')) as [Buffer];
  expect(line.toString()).toBe(`Another command is at work in ${directory}: waiting for it.\n`);
  expect(readdirSync(directory)).toEqual(['.lock']);
  await release();
  expect(await once(waiting, 'exit')).toEqual([0, null]);
  expect(identify(record().pid)).toBeDefined();
});

test('down ends what up started, twice without harm, and keeps data and ports', async () => {
  await up();
  const { pid, port } = record();
  await createCollection(port, 'kept');
  expect(await down()).toMatchObject({ status: 0, stderr: `mongodb ended (process ${pid})\n` });
  expect(identify(pid)).toBeUndefined();
  expect(existsSync(join(directory, 'services.env'))).toBe(false);
  expect(await down()).toMatchObject({ status: 0, stderr: 'Nothing runs here.\n' });
  expect((await status()).stdout).toBe('');
  await up();
  expect(record().port).toBe(port);
  expect(await createCollection(port, 'kept')).toBe(false);
});

test('down leaves a process alone that has the number of a service, but not its birth', async () => {
  await up();
  const { pid } = record();
  await down();
  const stranger = spawn('sleep', ['60']);
  const file = join(directory, 'run', 'mongodb.json');
  const old = { name: 'mongodb', birth: 'yesterday', stopSignal: 'SIGTERM', log: '', address: '', port: 1, since: '' };
  writeFileSync(file, JSON.stringify({ ...old, pid: stranger.pid }));
  expect((await status()).stdout).toMatch(/^mongodb +ended/);
  expect(await down()).toMatchObject({ status: 0, stderr: 'mongodb had ended already\n' });
  expect(identify(stranger.pid ?? pid)).toBeDefined();
  stranger.kill();
});

test('a killed service is shown as ended, and up brings it back', async () => {
  await up();
  const { pid } = record();
  process.kill(pid, 'SIGKILL');
  await expect.poll(() => identify(pid), { timeout: 20_000 }).toBeUndefined();
  expect((await status()).stdout).toMatch(/^mongodb +ended/);
  expect((await up()).status).toBe(0);
  expect(record().pid).not.toBe(pid);
});

test('a remembered port that somebody took is refused in one line, before anything starts', async () => {
  await up();
  const { port } = record();
  await down();
  const other = createServer().listen(port, '127.0.0.1');
  const refused = await up('--only', 'postgres,mongodb');
  other.close();
  expect(refused).toMatchObject({ status: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    new RegExp(
      `^Taken by another process on 127\\.0\\.0\\.1: port ${port} \\(mongodb\\)\\. Stop .*ports\\.json .*\\n$`,
    ),
  );
  expect(readdirSync(join(directory, 'run'))).toEqual([]);
});

test('everything that is missing is said at once, and nothing starts', async () => {
  const nothing = { PATH: '', XDG_CACHE_HOME: join(folder, 'empty-cache') };
  const { status: code, stderr } = await services(['up', '--directory', directory], nothing);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The services need what is not here:\n(.*\n)* {2}Maven .*apt-get install maven/);
  expect(stderr).toMatch(/^ {2}Go 1\.24 or newer/m);
  expect(existsSync(join(directory, 'run'))).toBe(false);
});

test('an unknown service and an unknown broker are refused with those that there are', async () => {
  const unknown = await services(['up', '--directory', directory, '--only', 'mysql']);
  expect(unknown).toMatchObject({ status: 2, stderr: expect.stringMatching(/^There is no service mysql\. .*mongodb/) });
  const broker = await services(['up', '--directory', directory, '--kafka', '2']);
  expect(broker.stderr).toMatch(/Allowed choices are 3\.9, 4/);
});

test('a service that dies at its start is told with the end of its log, and leaves no record', async () => {
  await up();
  await down();
  writeFileSync(join(directory, 'data', 'mongodb', 'broken.sqlite'), 'not a database '.repeat(100));
  const failed = await up();
  expect(failed).toMatchObject({ status: 1, stdout: '' });
  expect(failed.stderr).toMatch(
    /^mongodb ended before it was ready\. Its log .*mongodb\.log ends:\n[^]*not a database/,
  );
  expect((await status()).stdout).toBe('');
});

test('--help tells the commands', async () => {
  const { stdout } = await services(['--help']);
  expect(stdout).toMatch(/up .*\n[^]*down[^]*status/);
});
