import { fork } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { findRunningPostgres, startPostgres, type PostgresServer } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'airstar-postgres-'));
chmodSync(folder, 0o755);
const dataDirectory = join(folder, 'data');
const options = { dataDirectory, superuserPassword: 'p@ss word', settings: { fsync: 'off' } };
let server: PostgresServer | undefined;

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('a process that is killed while it makes the cluster', () => {
  test('leaves nothing that the next one would take for a cluster', async () => {
    const child = fork(fileURLToPath(new URL('start.program.ts', import.meta.url)), [dataDirectory], {
      execArgv: ['--conditions=@airstar/source'],
    });
    // initdb writes this file first, and is seconds away from its end.
    const unfinished = [join(dataDirectory, 'PG_VERSION'), join(`${dataDirectory}.${child.pid}`, 'data', 'PG_VERSION')];
    await expect.poll(() => unfinished.some((file) => existsSync(file)), { interval: 1, timeout: 20_000 }).toBe(true);
    child.kill('SIGKILL');
    const next = await startPostgres(options);
    await next.stop();
    rmSync(dataDirectory, { recursive: true });
  });
});

describe('what a killed process left that had our number, as in a container', () => {
  test('is not in the way', async () => {
    mkdirSync(`${dataDirectory}.${process.pid}`);
    const next = await startPostgres(options);
    await next.stop();
    expect(readdirSync(folder)).toEqual(['data']);
    rmSync(dataDirectory, { recursive: true });
  });
});

describe('startPostgres', () => {
  test('makes a database cluster, listens on loopback, and is found while it runs', async () => {
    server = await startPostgres(options);
    expect(findRunningPostgres(dataDirectory)?.port).toBe(server.port);
    expect(server.connectionString('airstar', 'postgres', 'p@ss word')).toBe(
      `postgresql://postgres:p%40ss%20word@127.0.0.1:${server.port}/airstar`,
    );
  });

  test('leaves nothing beside the data, least of all the password', () => {
    expect(readdirSync(folder)).toEqual(['data']);
  });

  test('takes over a server that a killed process left running', async () => {
    const orphan = server?.port;
    server = await startPostgres(options);
    expect(server.port).not.toBe(orphan);
    expect(findRunningPostgres(dataDirectory)?.port).toBe(server.port);
  });

  test('stops twice without harm, and is not found afterwards', async () => {
    await server?.stop();
    await server?.stop();
    expect(findRunningPostgres(dataDirectory)).toBeUndefined();
  });

  test('refuses a port on which somebody listens', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startPostgres({ ...options, port })).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
    await new Promise((resolve) => other.close(resolve));
  });

  test('refuses a data directory of another major version, and says what to do', async () => {
    writeFileSync(join(dataDirectory, 'PG_VERSION'), '9\n');
    await expect(startPostgres(options)).rejects.toMatchObject({
      code: 'version',
      message: expect.stringMatching(/made by PostgreSQL 9, and this is PostgreSQL \d+\..*remove the directory/),
    });
  });

  test.runIf(process.getuid?.() === 0)('as root, works under a folder that the server may not enter', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'airstar-closed-'));
    const elsewhere = await startPostgres({ ...options, dataDirectory: join(closed, 'data') });
    expect(elsewhere.dataDirectory).toMatch(/^\/var\/tmp\/airstar-postgres-/);
    await elsewhere.stop();
    rmSync(dirname(elsewhere.dataDirectory), { recursive: true });
    rmSync(closed, { recursive: true });
  });
});
