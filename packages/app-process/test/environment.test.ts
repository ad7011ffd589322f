import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  logSettings,
  logVariables,
  readVariables,
  refuseIn,
  secret,
  text,
  truth,
  UsageError,
  url,
  wholeNumber,
} from '../src/index.ts';

function file(content: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'airstar-app-process-')), 'secret');
  writeFileSync(path, content);
  return path;
}

function refusal(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  throw new Error('The environment was accepted.');
}

describe('a variable', () => {
  it.each([
    ['a text, trimmed', text, ' a b ', 'a b'],
    ['a blank text as unset', text, ' \t', undefined],
    ['a number at its maximum', wholeNumber(60), '60', 60],
    ['a blank number as unset', wholeNumber(60), '', undefined],
    ['true', truth, 'true', true],
    ['false', truth, 'false', false],
    ['a URL', url('http', 'https'), 'https://registry:8081/x', 'https://registry:8081/x'],
  ])('takes %s', (_, variable, value, expected) => {
    expect(readVariables(z.object({ IT: variable }), { IT: value })).toEqual({ IT: expected });
  });

  it.each([
    ['zero', wholeNumber(60), '0'],
    ['a number above its maximum', wholeNumber(60), '61'],
    ['a fraction', wholeNumber(60), '1.5'],
    ['another notation', wholeNumber(60), '0x10'],
    ['yes for true', truth, 'yes'],
    ['a URL of another protocol', url('http', 'https'), 'ftp://host'],
    ['no URL', url('http'), 'registry:8081'],
  ])('refuses %s', (_, variable, value) => {
    expect(refusal(() => readVariables(z.object({ IT: variable }), { IT: value }))).toHaveLength(1);
  });

  it('that is unset is undefined', () => {
    expect(readVariables(z.object({ A: text, B: wholeNumber(1), C: truth, D: url('http') }), { E: 'e' })).toEqual({});
  });

  it('is a whole number only where it is written as one', () => {
    const schema = z.object({ IT: wholeNumber(1_000_000) });
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String)), (value) => {
        const fits = /^\s*\d+\s*$/.test(value) && Number(value) >= 1 && Number(value) <= 1_000_000;
        const read = () => readVariables(schema, { IT: value }).IT;
        if (value.trim() === '') expect(read()).toBeUndefined();
        else if (fits) expect(read()).toBe(Number(value));
        else expect(read).toThrow(UsageError);
      }),
    );
  });
});

describe('a secret', () => {
  const schema = z
    .object({ KEY: text, KEY_FILE: text })
    .transform((variables, context) => secret(variables, 'KEY', refuseIn(context)));
  const read = (variables: NodeJS.ProcessEnv) => readVariables(schema, variables);

  it('comes from its variable', () => expect(read({ KEY: 'hush' })).toBe('hush'));
  it('comes from a file, without the line end', () => expect(read({ KEY_FILE: file('hush\n') })).toBe('hush'));
  it('may be absent', () => expect(read({ KEY: '', KEY_FILE: ' ' })).toBeUndefined());

  it.each([
    ['given twice', { KEY: 'hush', KEY_FILE: file('hush') }, 'KEY_FILE is set, and so is KEY: set one of them'],
    ['in a file that is not there', { KEY_FILE: '/hush' }, 'KEY_FILE names a file that cannot be read'],
    ['in a file without it', { KEY_FILE: file(' \n') }, 'KEY_FILE names a file that is empty'],
  ])('%s is refused, and not shown', (_, variables, problem) => {
    expect(refusal(() => read(variables))).toEqual([problem]);
  });
});

describe('the settings of the log', () => {
  const schema = z.object(logVariables).transform((variables, context) => logSettings(variables, refuseIn(context)));
  const read = (variables: NodeJS.ProcessEnv) => readVariables(schema, variables);
  const needed = { KAFKA_BROKERS: 'a:9092, b.example:19092', SCHEMA_REGISTRY_URL: 'http://registry:8081/apis' };

  it('are brokers and a registry', () => {
    expect(read(needed)).toEqual({
      kafka: { brokers: ['a:9092', 'b.example:19092'] },
      registry: { url: 'http://registry:8081/apis' },
    });
  });

  it('carry credentials', () => {
    const variables = {
      ...needed,
      KAFKA_BROKERS: '[::1]:9092',
      KAFKA_SSL: 'true',
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_SASL_USERNAME: 'airstar',
      KAFKA_SASL_PASSWORD_FILE: file('hush'),
      SCHEMA_REGISTRY_USERNAME: 'reader',
      SCHEMA_REGISTRY_PASSWORD: 'quiet',
      CONNECT_TIMEOUT_SECONDS: '5',
      KAFKA_SESSION_TIMEOUT_SECONDS: '8',
    };
    expect(read(variables)).toEqual({
      kafka: {
        brokers: ['[::1]:9092'],
        ssl: true,
        connectTimeoutMs: 5000,
        sessionTimeoutMs: 8000,
        sasl: { mechanism: 'scram-sha-512', username: 'airstar', password: 'hush' },
      },
      registry: { url: needed.SCHEMA_REGISTRY_URL, username: 'reader', password: 'quiet', timeoutMs: 5000 },
    });
  });

  it('name everything that is missing or wrong at once, and show no value', () => {
    const problems = refusal(() =>
      read({ KAFKA_BROKERS: 'hush', KAFKA_SASL_MECHANISM: 'hush', SCHEMA_REGISTRY_PASSWORD: 'hush' }),
    );
    expect(problems).toEqual([
      'KAFKA_SASL_MECHANISM is none of plain, scram-sha-256, scram-sha-512',
      'KAFKA_SASL_USERNAME is not set, though other variables of SASL are',
      'KAFKA_SASL_PASSWORD is not set, nor can it be read from KAFKA_SASL_PASSWORD_FILE',
      'SCHEMA_REGISTRY_URL is not set',
      'SCHEMA_REGISTRY_USERNAME is not set, though there is a password',
      'KAFKA_BROKERS is not a list of host:port, e.g. kafka-1:9092,kafka-2:9092',
    ]);
  });

  it.each(['a', 'a:0', 'a:65536', 'a:9092,', 'a:9092 b:9092', 'kafka://a:9092', ':9092'])(
    'refuse the brokers "%s"',
    (brokers) => {
      expect(refusal(() => read({ ...needed, KAFKA_BROKERS: brokers }))).toEqual([
        expect.stringContaining('KAFKA_BROKERS is not a list'),
      ]);
    },
  );
});
