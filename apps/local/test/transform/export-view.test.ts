import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TransformError } from '../../src/transform/errors.ts';
import { exportView } from '../../src/transform/export-view.ts';
import { parseCsv } from './csv.ts';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
let directory: string;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  directory = await mkdtemp(join(tmpdir(), "airstar o'brien "));
});

afterAll(async () => {
  connection.closeSync();
  instance.closeSync();
  await rm(directory, { recursive: true });
});

/** The file that a query becomes. */
async function csvOf(query: string, columns: readonly string[]): Promise<string> {
  await connection.run(`CREATE OR REPLACE TABLE exported AS ${query}`);
  const path = join(directory, 'some.csv');
  await exportView(connection, 'exported', columns, path);
  return readFile(path, 'utf8');
}

test('instants are UTC with their offset, dates are dates, truth is a word', async () => {
  expect(
    await csvOf(
      `SELECT TIMESTAMP '2025-03-01 05:06:07.089' AS at, DATE '2025-03-01' AS day, true AS yes, NULL::TIMESTAMP AS no`,
      ['at', 'day', 'yes', 'no'],
    ),
  ).toBe('2025-03-01T05:06:07.089000+00,2025-03-01,true,\n');
});

test('columns come in the order asked for, under any name', async () => {
  expect(await csvOf(`SELECT 1 AS "a ""b""", 2 AS "order"`, ['order', 'a "b"'])).toBe('2,1\n');
});

test('the number of rows is told', async () => {
  await connection.run('CREATE OR REPLACE TABLE exported AS SELECT range AS a FROM range(12345)');
  const path = join(directory, 'rows.csv');
  expect(await exportView(connection, 'exported', ['a'], path)).toEqual({ path, rows: 12345 });
});

test('any text comes back, and no text is not an empty one', async () => {
  const awkward = fc.constantFrom(
    '',
    ',',
    '"',
    '""',
    '\n',
    '\r\n',
    '\r',
    '\uFFFD',
    'Las \uFFFDguilas',
    ' Centro ',
    '\\N',
    'NULL',
  );
  // PostgreSQL has no text with U+0000, and a lone surrogate is no text at all.
  const text = fc.string({ unit: 'grapheme' }).map((some) => some.replaceAll('\0', ''));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(fc.oneof(awkward, text)), { minLength: 1 }), async (texts) => {
      await connection.run(`CREATE OR REPLACE TABLE exported (i INTEGER, t VARCHAR)`);
      const appender = await connection.createAppender('exported');
      texts.forEach((one, index) => {
        appender.appendInteger(index);
        if (one === null) appender.appendNull();
        else appender.appendVarchar(one);
        appender.endRow();
      });
      appender.closeSync();
      const path = join(directory, 'text.csv');
      await exportView(connection, 'exported', ['i', 't'], path);
      const rows = parseCsv(await readFile(path, 'utf8'));
      expect(rows).toEqual(texts.map((one, index) => [String(index), one]));
    }),
    { numRuns: 50 },
  );
});

test('any double comes back with the same bits', async () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true });
  const awkward = fc.constantFrom(
    0.1 + 0.2,
    1e34,
    1.05e34,
    5e-324,
    Number.MAX_VALUE,
    1 / 3,
    -0.005,
    123456789.123456789,
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(double, awkward), { minLength: 1, maxLength: 200 }), async (doubles) => {
      await connection.run(`CREATE OR REPLACE TABLE exported (d DOUBLE)`);
      const appender = await connection.createAppender('exported');
      for (const one of doubles) {
        appender.appendDouble(one);
        appender.endRow();
      }
      appender.closeSync();
      const path = join(directory, 'double.csv');
      await exportView(connection, 'exported', ['d'], path);
      const rows = parseCsv(await readFile(path, 'utf8'));
      expect(rows.map(([text]) => Number(text))).toEqual(doubles);
    }),
    { numRuns: 50 },
  );
});

test('a column that the view has not is an error that names view and file', async () => {
  await connection.run('CREATE OR REPLACE TABLE exported AS SELECT 1 AS a');
  const failure = exportView(connection, 'exported', ['a', 'b'], join(directory, 'b.csv'));
  await expect(failure).rejects.toThrow(TransformError);
  await expect(failure).rejects.toThrow(/Could not write exported to .*b\.csv: .*"b"/s);
  await expect(failure).rejects.toMatchObject({ retriable: false, cause: expect.any(Error) });
});

test('a directory that is not there is an error', async () => {
  await connection.run('CREATE OR REPLACE TABLE exported AS SELECT 1 AS a');
  const failure = exportView(connection, 'exported', ['a'], join(directory, 'nowhere', 'some.csv'));
  await expect(failure).rejects.toThrow(/the directory must exist/);
});
