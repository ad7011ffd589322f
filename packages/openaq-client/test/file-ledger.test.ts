import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFileRateLedger, RateLedgerError } from '../src/file-ledger.ts';
import { temporaryFile } from './temporary-file.ts';
import { rejectionOf } from './thrown-by.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const minute = 60_000;
const limits = { perMinute: 2, perHour: 100 };
const refused = { granted: false, budget: 'minute', limit: 2, retryAt: noon + minute };

describe('a file as the budget of many', () => {
  test('is shared by all who name it, and outlives them', async () => {
    const path = temporaryFile();
    expect(await createFileRateLedger({ path, limits }).take(noon)).toEqual({ granted: true });
    expect(await createFileRateLedger({ path, limits }).take(noon)).toEqual({ granted: true });
    expect(await createFileRateLedger({ path, limits }).take(noon)).toEqual(refused);
  });

  test('keeps one budget for each key, and no key', async () => {
    const path = temporaryFile();
    const [one, other] = ['key-of-one', 'key-of-another'].map((apiKey) =>
      createFileRateLedger({ path, apiKey, limits }),
    );
    await Promise.all([one!.take(noon), one!.take(noon), one!.take(noon)]);
    expect(await one!.take(noon)).toEqual(refused);
    expect(await other!.take(noon)).toEqual({ granted: true });
    expect(readFileSync(path, 'utf8')).not.toMatch(/key-of/);
  });

  test('creates its folder, and leaves nothing beside the file', async () => {
    const path = join(dirname(temporaryFile()), 'not/there/yet/budget.json');
    await createFileRateLedger({ path }).take(noon);
    expect(readdirSync(dirname(path))).toEqual(['budget.json']);
  });

  test('has the published limits by default', async () => {
    const ledger = createFileRateLedger({ path: temporaryFile() });
    const decisions = await Promise.all(Array.from({ length: 61 }, () => ledger.take(noon)));
    expect(decisions.filter(({ granted }) => granted)).toHaveLength(60);
  });
});

describe('a damaged file', () => {
  const whole = JSON.stringify({ version: 1, keys: { a: { minute: 1, minuteUsed: 1, hour: 1, hourUsed: 1 } } });

  test.each([
    ['empty', ''],
    ['cut off', whole.slice(0, -5)],
    ['without a field', whole],
    ['of another version', '{"version":2,"keys":{}}'],
  ])('%s is begun anew, with the minute taken for used up', async (_, text) => {
    const path = temporaryFile();
    writeFileSync(path, text);
    const resets: string[] = [];
    const ledger = createFileRateLedger({ path, limits, onReset: (reset) => resets.push(reset) });
    expect(await ledger.take(noon)).toEqual(refused);
    expect(await ledger.take(noon + minute)).toEqual({ granted: true });
    expect(resets).toEqual([path]);
  });

  test('takes the minute of every key for used up, also of those that come later', async () => {
    const path = temporaryFile();
    writeFileSync(path, '{');
    await createFileRateLedger({ path, limits, apiKey: 'one' }).take(noon);
    const other = createFileRateLedger({ path, limits, apiKey: 'another' });
    expect(await other.take(noon + 1)).toEqual(refused);
    expect(await other.take(noon + minute)).toEqual({ granted: true });
  });

  test('whatever stands in it, the minute is not exceeded', async () => {
    const path = temporaryFile();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
        writeFileSync(path, text);
        expect(await createFileRateLedger({ path, limits }).take(noon)).toEqual(refused);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the lock', () => {
  test('of a killed process is taken over', async () => {
    const path = temporaryFile();
    mkdirSync(`${path}.lock`);
    utimesSync(`${path}.lock`, new Date(0), new Date(0));
    expect(await createFileRateLedger({ path, limits }).take(noon)).toEqual({ granted: true });
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  test('of a living one is waited for', async () => {
    const path = temporaryFile();
    mkdirSync(`${path}.lock`);
    const taken = createFileRateLedger({ path, limits }).take(noon);
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    expect(existsSync(path)).toBe(false);
    rmdirSync(`${path}.lock`);
    expect(await taken).toEqual({ granted: true });
  });
});

test('a file that cannot be written is an error that names it, and no request is granted', async () => {
  const file = temporaryFile('file');
  writeFileSync(file, '');
  const path = join(file, 'budget.json');
  const error = await rejectionOf(RateLedgerError, createFileRateLedger({ path, apiKey: 'secret' }).take(noon));
  expect(error).toMatchObject({ path, retriable: false });
  expect(error.message).toContain(`Cannot use the request budget in ${path}: `);
  expect(error.message).not.toContain('secret');
});
