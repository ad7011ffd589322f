import { EventEmitter, once } from 'node:events';
import type { CommandSucceededEvent } from 'mongodb';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import {
  openMongoRawStore,
  RawStoreAddressError,
  RawStoreDeniedError,
  RawStoreDocumentError,
  RawStoreUnavailableError,
  type MongoRawStoreOptions,
  type RawStoreRetry,
} from '../../src/index.ts';
import { batchOf, measurement, numbered } from '../contract/documents.ts';
import { readMeasurements, temporaryDatabase, watchedStore } from '../mongodb/database.ts';
import { proxyTo } from '../mongodb/proxy.ts';

const { mongodbUri: uri } = inject('services');

const refusalOf = (options: MongoRawStoreOptions) =>
  openMongoRawStore(options).then(
    () => expect.fail('It opened.'),
    (error: unknown) => error,
  );

async function opened(options: MongoRawStoreOptions) {
  const store = await openMongoRawStore(options);
  onTestFinished(() => store.close());
  return store;
}

describe('openMongoRawStore', () => {
  it('retries visibly while the server is down, then says where it is and what to do', async () => {
    const proxy = await proxyTo(uri);
    await proxy.down();
    const retries: RawStoreRetry[] = [];
    const refusal = await refusalOf({
      uri: proxy.uri,
      connectTimeoutMs: 600,
      onRetry: (retry) => void retries.push(retry),
    });
    const host = proxy.uri.replace('mongodb://', '');
    expect(refusal).toBeInstanceOf(RawStoreUnavailableError);
    expect(refusal).toMatchObject({ retriable: true, cause: expect.any(Error) });
    expect(String(refusal)).toMatch(
      new RegExp(`^RawStoreUnavailableError: Cannot open the raw store at ${host}: .*ECONNREFUSED.* Start it`),
    );
    expect(retries.length).toBeGreaterThan(0);
    expect(retries[0]?.error.message).toMatch(/ECONNREFUSED/);
  });

  it('opens when the server comes up in time', async () => {
    const proxy = await proxyTo(uri);
    await proxy.down();
    const { name } = await temporaryDatabase(uri);
    const reasons: string[] = [];
    const onRetry = ({ error }: RawStoreRetry) => {
      reasons.push(error.message);
      if (reasons.length === 1) void proxy.up();
    };
    const store = await openMongoRawStore({ uri: proxy.uri, database: name, onRetry });
    onTestFinished(() => store.close());
    expect(reasons[0]).toMatch(/ECONNREFUSED/);
    expect(await store.counters('none')).toEqual([]);
  });

  it('refuses wrong credentials at once, without repeating them', async () => {
    const secret = 'geheim%40123';
    const refusal = await refusalOf({ uri: `mongodb://user:${secret}@${new URL(uri).host}` });
    expect(refusal).toBeInstanceOf(RawStoreDeniedError);
    expect(refusal).toMatchObject({ retriable: false, message: expect.stringMatching(/^Cannot open .*access denied/) });
    expect(String(refusal)).not.toMatch(/geheim|\n/);
  });

  it.each([
    'http://user:geheim@host',
    'mongodb://user:ge/heim@host',
    'mongodb://user:ge:heim@host',
    'mongodb://user:x?geheim=1@host',
    'mongodb://user:geheim@host:notaport',
    'geheim',
    '',
  ])('refuses the address %s without repeating any of it', async (address) => {
    const refusal = await refusalOf({ uri: address });
    expect(refusal).toBeInstanceOf(RawStoreAddressError);
    expect(refusal).not.toHaveProperty('cause');
    expect(String(refusal)).not.toMatch(/heim|user:/);
  });
});

describe('a server that fails', () => {
  it('in the middle of writing is written to again', async () => {
    const { name, db } = await temporaryDatabase(uri);
    const proxy = await proxyTo(uri);
    let cuts = 0;
    const onCommand = ({ commandName }: CommandSucceededEvent) => {
      if (commandName === 'insert' && (cuts += 1) <= 2) proxy.cut();
    };
    const store = await watchedStore(proxy.uri, name, { onCommand });
    const readings = Array.from({ length: 2500 }, (_, index) => measurement({ sensorId: index + 1 }));
    await store.write(batchOf({ measurements: numbered(readings) }));
    expect(cuts).toBeGreaterThan(2);
    expect(await readMeasurements(db)).toHaveLength(2500);
    expect(await store.counters('batch-1')).toMatchObject([{ inserted: 2500, duplicate: 0, nextOffset: 2500 }]);
  });

  it('is an error after the stated time when it no longer answers', async () => {
    const { name } = await temporaryDatabase(uri);
    const proxy = await proxyTo(uri);
    const store = await opened({ uri: proxy.uri, database: name, connectTimeoutMs: 400 });
    proxy.freeze();
    const began = performance.now();
    await expect(store.write(batchOf({ measurements: numbered([measurement()]) }))).rejects.toThrow(
      RawStoreUnavailableError,
    );
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('does not hold up closing: retries end, the write is rejected', async () => {
    const { name } = await temporaryDatabase(uri);
    const proxy = await proxyTo(uri);
    const retries = new EventEmitter();
    const retried = once(retries, 'retry');
    const onRetry = () => retries.emit('retry');
    const store = await openMongoRawStore({ uri: proxy.uri, database: name, onRetry, connectTimeoutMs: 60_000 });
    await proxy.down();
    const write = store.write(batchOf({ measurements: numbered([measurement()]) }));
    const rejected = expect(write).rejects.toThrow(RawStoreUnavailableError);
    await retried;
    await store.close();
    await rejected;
  });
});

describe('a document that cannot be kept', () => {
  it.each(['value', 'latitude', 'periodEnd', 'lastSeenAt'] as const)(
    'for its %s being no number is refused by its id before anything is sent',
    async (field) => {
      const { name, db } = await temporaryDatabase(uri);
      const store = await watchedStore(uri, name);
      const bad = { ...measurement(), [field]: NaN };
      const write = store.write(batchOf({ measurements: numbered([measurement({ hour: 1 }), bad]) }));
      const refusal = await write.catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(RawStoreDocumentError);
      expect(refusal).toMatchObject({
        retriable: false,
        message: expect.stringContaining(`(${bad._id}): its ${field} is NaN`),
      });
      expect(await readMeasurements(db)).toEqual([]);
      expect(await store.counters('batch-1')).toEqual([]);
    },
  );
});
