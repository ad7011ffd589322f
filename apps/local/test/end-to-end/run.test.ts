import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stageAccountingSchema } from '@airstar/schemas';
import { airstar, rowsOf, temporaryDataDirectory } from './airstar.ts';

const accountingOf = (dataDirectory: string) =>
  stageAccountingSchema.array().parse(JSON.parse(readFileSync(join(dataDirectory, 'accounting.json'), 'utf8')));

describe('airstar run', () => {
  test('brings every recorded reading into the star schema, and a second run changes nothing', async () => {
    const dataDirectory = temporaryDataDirectory();
    const first = await airstar(dataDirectory, ['run']);
    expect(first).toMatchObject({ status: 0 });
    expect(first.stderr).toMatch(/^source {5}recorded OpenAQ data of Guadalajara/m);
    expect(accountingOf(dataDirectory)).toMatchObject([
      { stage: 'extract', read: 9061, produced: 9061, rejected: 0, locations: 5 },
      { stage: 'ingest', read: 9061, inserted: 9061, duplicate: 0, rejected: 0 },
      { stage: 'transform', read: 9061, produced: 9061, duplicate: 0 },
      { stage: 'load', read: 9061, inserted: 9061, updated: 0, unchanged: 0 },
    ]);
    expect(readFileSync(join(dataDirectory, 'report.html'), 'utf8')).toMatch(/9,061/);

    const xmins = 'select count(distinct xmin::text) as writers, count(*) as facts from star.fact_measurement';
    const before = await rowsOf(dataDirectory, xmins);
    expect(await airstar(dataDirectory, ['run', '--no-report'])).toMatchObject({ status: 0 });
    expect(accountingOf(dataDirectory)).toMatchObject([
      { stage: 'extract', produced: 9061 },
      { stage: 'ingest', inserted: 0, duplicate: 9061 },
      { stage: 'transform', produced: 9061 },
      { stage: 'load', inserted: 0, updated: 0, unchanged: 9061 },
    ]);
    expect(await rowsOf(dataDirectory, xmins)).toEqual(before);

    const status = await airstar(dataDirectory, ['status']);
    expect(status.stdout).toMatch(/readings +9,061 of 21 sensors at 5 stations, 0 flagged/);
  });

  test('names every wrong option and variable at once, and exits with 2', async () => {
    const dataDirectory = temporaryDataDirectory();
    const variables = { AIRSTAR_POSTGRES_PORT: '99999' };
    const result = await airstar(dataDirectory, ['run', '--from', 'yesterday', '--bbox', '1,2', '--fast'], variables);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(
      /4 problems\n.*--fast.*\n.*AIRSTAR_POSTGRES_PORT.*\n.*--from "yesterday".*\n.*--bbox "1,2"/,
    );
    expect(existsSync(dataDirectory)).toBe(false);
  });

  test('a port that is taken is one clear line', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const port = String((other.address() as AddressInfo).port);
    const result = await airstar(temporaryDataDirectory(), ['run'], { AIRSTAR_POSTGRES_PORT: port });
    await new Promise((resolve) => other.close(resolve));
    expect(result.status).toBe(1);
    expect(result.stderr.trim()).toBe(
      `Port ${port} of 127.0.0.1 is taken. Choose another, or leave the choice to Airstar.`,
    );
  });
});

describe('airstar sql', () => {
  test('prints a table, JSON or CSV, and writes nothing', async () => {
    const dataDirectory = temporaryDataDirectory();
    const query = `select local_hour, 'a "b", c' as text from star.dim_hour where local_hour in (0, 1) order by 1`;
    expect(await rowsOf(dataDirectory, query)).toEqual([
      { local_hour: 0, text: 'a "b", c' },
      { local_hour: 1, text: 'a "b", c' },
    ]);
    expect((await airstar(dataDirectory, ['sql', query, '--csv'])).stdout).toBe(
      'local_hour,text\n0,"a ""b"", c"\n1,"a ""b"", c"\n',
    );
    expect((await airstar(dataDirectory, ['sql', query])).stdout).toMatch(/│ local_hour │ text {5}│\n[^]*2 rows/);
    const refused = await airstar(dataDirectory, ['sql', 'delete from star.dim_hour']);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringMatching(/^The query was refused: .*read-only/) });
  });

  test('reading password hashes is not among the rights of the reader', async () => {
    const refused = await airstar(temporaryDataDirectory(), ['sql', 'select * from pg_authid']);
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('permission denied') });
  });
});
