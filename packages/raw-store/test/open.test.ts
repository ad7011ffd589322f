import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { access, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it, onTestFinished } from 'vitest';
import { RawStoreLockedError, RawStoreUnreadableError } from '../src/index.ts';
import { openDuckDbRawStore } from '../src/duckdb.ts';
import { batchOf, measurement, numbered } from './contract/documents.ts';
import { readMeasurements } from './duckdb/reader.ts';
import { spawnChild } from './duckdb/spawn-child.ts';
import { temporaryFile } from './duckdb/temporary-file.ts';

async function opened(path: string) {
  const store = await openDuckDbRawStore({ path, threads: 1 });
  onTestFinished(() => store.close());
  await store.migrate();
  return store;
}

describe('openDuckDbRawStore', () => {
  it('brings DuckDB, which the other entry of the package does without: an image with MongoDB alone has none', () => {
    const program = `
      const isLoaded = () => process.report.getReport().sharedObjects.some((file) => /duckdb/.test(file));
      await import(${JSON.stringify(new URL('../src/index.ts', import.meta.url))});
      const before = isLoaded();
      await import(${JSON.stringify(new URL('../src/duckdb.ts', import.meta.url))});
      console.log(before, isLoaded());`;
    const args = ['--conditions=@airstar/source', '--input-type=module', '--eval', program];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('false true\n');
  });

  it('makes the folder, and finds everything again after closing', async () => {
    const path = join(await temporaryFile(), "o'brien", 'raw.duckdb');
    const first = await opened(path);
    await first.write(batchOf({ measurements: numbered([measurement()]) }));
    await first.close();
    const second = await opened(path);
    expect(await readMeasurements(second)).toEqual([measurement()]);
    expect(await second.counters('batch-1')).toMatchObject([{ inserted: 1, nextOffset: 1 }]);
  });

  it('leaves one file behind when it closes', async () => {
    const path = await temporaryFile();
    const store = await opened(path);
    await store.write(batchOf({ measurements: numbered([measurement()]) }));
    await access(`${path}.wal`);
    await store.close();
    await expect(access(`${path}.wal`)).rejects.toThrow(/ENOENT/);
  });

  it('keeps what a reading connection creates out of the file', async () => {
    const path = await temporaryFile();
    const store = await opened(path);
    const connection = await store.connection();
    await connection.run('CREATE TABLE measurement AS SELECT 1 AS one');
    await store.close();
    const again = await (await opened(path)).connection();
    await expect(again.run('FROM measurement')).rejects.toThrow(/does not exist/);
    await expect(again.run('FROM raw.measurement')).rejects.toThrow(/does not exist/);
  });

  it('opens stores in memory that know nothing of each other', async () => {
    const [one, other] = [await opened(':memory:'), await opened(':memory:')];
    await one.write(batchOf({ measurements: numbered([measurement()]) }));
    expect(await readMeasurements(one)).toHaveLength(1);
    expect(await readMeasurements(other)).toHaveLength(0);
  });

  it('refuses a file that another process has open, names the process, and opens it afterwards', async () => {
    const path = await temporaryFile();
    const child = spawnChild('hold', path);
    await child.reports.next();
    const refusal = await openDuckDbRawStore({ path }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RawStoreLockedError);
    expect(refusal).toMatchObject({
      retriable: true,
      message: expect.stringContaining(`another airstar is using it (process ${child.process.pid ?? 0})`),
      cause: expect.any(Error),
    });
    child.process.stdin?.end();
    await once(child.process, 'close');
    await opened(path);
  });

  it('refuses a file that this process has open, by another name too', async () => {
    const path = await temporaryFile();
    const store = await opened(path);
    await symlink(join(path, '..'), `${path}-folder`);
    for (const name of [path, join(`${path}-folder`, 'raw.duckdb')]) {
      await expect(openDuckDbRawStore({ path: name })).rejects.toThrow(RawStoreLockedError);
    }
    await store.close();
    await opened(path);
  });

  it('refuses a file that is no database, says what to do, and lets go of it', async () => {
    const path = await temporaryFile();
    await writeFile(path, 'not a database '.repeat(1000));
    const refusal = await openDuckDbRawStore({ path }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RawStoreUnreadableError);
    expect(refusal).toMatchObject({ retriable: false, message: expect.stringMatching(/raw\.duckdb.*Move the file/) });
    await rm(path);
    await opened(path);
  });

  it('refuses a damaged file', async () => {
    const path = await temporaryFile();
    await (await opened(path)).close();
    const bytes = await readFile(path);
    await writeFile(path, bytes.fill(7, 8192, 12_288));
    await expect(openDuckDbRawStore({ path })).rejects.toThrow(RawStoreUnreadableError);
  });

  it('refuses a file that was cut off, at the latest when it reads what is missing', async () => {
    const path = await temporaryFile();
    const store = await opened(path);
    const readings = Array.from({ length: 5000 }, (_, index) => measurement({ sensorId: index + 1, content: index }));
    await store.write(batchOf({ measurements: numbered(readings) }));
    await store.close();
    await truncate(path, 300_000);
    const attempt = async () => (await opened(path)).write(batchOf({ measurements: numbered(readings, 5000) }));
    await expect(attempt()).rejects.toThrow(RawStoreUnreadableError);
  });

  it('refuses tables of another version', async () => {
    const path = await temporaryFile();
    await (await opened(path)).close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run('UPDATE raw_schema SET version = 0');
    connection.closeSync();
    instance.closeSync();
    await expect(opened(path)).rejects.toThrow(/its tables are of version 0, this is 1\. Move the file away/);
  });
});

describe('a full disk', () => {
  it('is a typed error, and costs nothing that was written', async () => {
    const path = await temporaryFile();
    const child = spawnChild('write', path, '3072');
    let written = 0;
    let report = await child.reports.next();
    for (; !report.done && report.value.error === undefined; report = await child.reports.next()) {
      written = report.value.written ?? written;
    }
    expect(report.value).toMatchObject({
      error: 'RawStoreFullError',
      retriable: false,
      message: expect.stringContaining(`${path}: the disk is full. Free some space`),
    });
    await child.ended;
    const store = await opened(path);
    expect(written).toBeGreaterThan(0);
    expect(await store.counters('batch-1')).toMatchObject([{ inserted: written, nextOffset: written }]);
    expect(await readMeasurements(store)).toHaveLength(written);
  });
});
