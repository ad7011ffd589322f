import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '@airstar/app-process';
import { describe, expect, test } from 'vitest';
import { readEnvironment, readSourceEnvironment } from '../src/env.ts';

const log = { KAFKA_BROKERS: 'kafka:9092', SCHEMA_REGISTRY_URL: 'http://registry:8081' };

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

describe('the environment', () => {
  test('has the published budget, no ledger and no health by default', () => {
    expect(readEnvironment(log)).toEqual({
      source: {
        apiKey: undefined,
        baseUrl: undefined,
        limits: { perMinute: 60, perHour: 2000 },
        ledgerFile: undefined,
      },
      log: { kafka: { brokers: ['kafka:9092'] }, registry: { url: 'http://registry:8081' } },
      health: undefined,
    });
  });

  test('says where health is served', () => {
    expect(readEnvironment({ ...log, HEALTH_PORT: '9464' }).health).toEqual({ port: 9464 });
    expect(readEnvironment({ ...log, HEALTH_PORT: '9464', HEALTH_HOST: '0.0.0.0' }).health).toEqual({
      host: '0.0.0.0',
      port: 9464,
    });
  });

  test('takes the key from a file, and the budget as it is given', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'airstar-extractor-')), 'key');
    writeFileSync(file, 'a-secret-key\n');
    expect(
      readSourceEnvironment({
        OPENAQ_API_KEY_FILE: file,
        OPENAQ_REQUESTS_PER_MINUTE: '120',
        OPENAQ_REQUESTS_PER_HOUR: '4000',
        OPENAQ_LEDGER_FILE: '/var/lib/airstar/budget.json',
      }),
    ).toMatchObject({
      apiKey: 'a-secret-key',
      limits: { perMinute: 120, perHour: 4000 },
      ledgerFile: '/var/lib/airstar/budget.json',
    });
  });

  test('planning needs no log', () => {
    expect(problemsOf(() => readSourceEnvironment({}))).toEqual([]);
    expect(problemsOf(() => readEnvironment({})).toSorted()).toEqual([
      'KAFKA_BROKERS is not set',
      'SCHEMA_REGISTRY_URL is not set',
    ]);
  });

  test('is refused with every problem at once and no value', () => {
    const variables = { OPENAQ_BASE_URL: 'hush', OPENAQ_REQUESTS_PER_MINUTE: 'hush', HEALTH_PORT: 'hush', ...log };
    const problems = problemsOf(() => readEnvironment(variables));
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toContain('hush');
  });
});
