import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { places } from '../src/places.ts';
import { identify } from '../src/process-identity.ts';
import { writeRecord } from '../src/records.ts';
import { writeServicesFile } from '../src/services-file.ts';
import type { ServiceName } from '../src/services/names.ts';
import { statusLines } from '../src/status.ts';
import { servicesNamed } from './services-named.ts';

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'airstar-records-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
});

function record(name: ServiceName, variables: Record<string, string>, birth = identify(process.pid)!.birth): void {
  const since = '2025-06-01T00:00:00.000Z';
  const address = `postgresql://postgres:secret@127.0.0.1:1/${name}`;
  const log = `/logs/${name}.log`;
  writeRecord(directory, {
    name,
    pid: process.pid,
    birth,
    since,
    port: 1,
    address,
    variables,
    log,
    stopSignal: 'SIGTERM',
  });
}

describe('services.env', () => {
  test('names what runs, and as KAFKA_BROKERS the broker asked for', () => {
    record('kafka-3.9', { KAFKA_39_BROKERS: '127.0.0.1:39' });
    record('kafka-4', { KAFKA_4_BROKERS: '127.0.0.1:4' });
    record('mongodb', { MONGODB_URI: 'mongodb://127.0.0.1:5' });
    record('postgres', { DATABASE_URL: 'postgresql://x' }, 'another birth');
    expect(parseEnv(writeServicesFile(directory, '4'))).toEqual({
      KAFKA_BROKERS: '127.0.0.1:4',
      KAFKA_39_BROKERS: '127.0.0.1:39',
      KAFKA_4_BROKERS: '127.0.0.1:4',
      MONGODB_URI: 'mongodb://127.0.0.1:5',
    });
    expect(writeServicesFile(directory, '3.9')).toMatch(/^KAFKA_BROKERS=127\.0\.0\.1:39$/m);
  });

  test('is for its owner only: it holds a password', () => {
    writeServicesFile(directory, '4');
    expect(statSync(places(directory).variables).mode & 0o777).toBe(0o600);
  });
});

describe('status', () => {
  test('one line for each, in the order of starting, without passwords', () => {
    record('postgres', {}, 'another birth');
    record('zookeeper', {});
    const lines = statusLines(directory);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^zookeeper {2}running {2}.* since 2025-06-01T00:00:00\.000Z {2}\/logs\/zookeeper\.log$/);
    expect(lines[1]).toMatch(/^postgres {3}ended /);
    expect(lines.join()).not.toContain('secret');
  });

  test('is empty where nothing was started', () => {
    expect(statusLines(join(directory, 'nowhere'))).toEqual([]);
  });
});

describe('services of another directory for tests', () => {
  const all =
    'KAFKA_39_BROKERS=a:1\nKAFKA_4_BROKERS=b:2\nSCHEMA_REGISTRY_URL=http://c\nMONGODB_URI=d\nDATABASE_URL=e\n';

  test('are read from a services.env', () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(places(directory).variables, all);
    expect(servicesNamed(places(directory).variables)).toEqual({
      kafka39: 'a:1',
      kafka4: 'b:2',
      schemaRegistryUrl: 'http://c',
      mongodbUri: 'd',
      postgresUrl: 'e',
    });
  });

  test('a broker that does not run is named with the command that starts it', () => {
    writeFileSync(places(directory).variables, all.replace(/KAFKA_4.*\n/, ''));
    expect(() => servicesNamed(places(directory).variables)).toThrow(/lacks KAFKA_4_BROKERS\..*up --kafka 4/);
    expect(() => servicesNamed('nowhere')).toThrow('there is no nowhere');
  });
});
