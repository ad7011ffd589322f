import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { StageAccounting } from '@airstar/schemas';
import { airstar, airstarUntil, rowsOf, temporaryDataDirectory } from './airstar.ts';

// One day of the recorded data: what is tested is the boundary, not the amount.
const window = ['run', '--no-report', '--from', '2025-10-01', '--to', '2025-10-02'];

const accountingOf = (dataDirectory: string): StageAccounting[] =>
  JSON.parse(readFileSync(join(dataDirectory, 'accounting.json'), 'utf8')) as StageAccounting[];

const boundaries = [
  ['while it reads', /^source/m],
  ['after extract', /^extract /m],
  ['after ingest', /^ingest /m],
  ['after transform', /^transform /m],
  ['after staging', /^stage /m],
  ['after load', /^load /m],
] as const;

describe('a run that is killed', () => {
  test.concurrent.for(boundaries)(
    '%s leaves every reading exactly once after the next run',
    { timeout: 120_000 },
    async ([, line], { onTestFinished }) => {
      const dataDirectory = temporaryDataDirectory(onTestFinished);
      const killed = await airstarUntil(dataDirectory, window, line, 'SIGKILL');
      expect(killed.stderr).toMatch(line);
      expect(killed.status).toBeNull();

      const next = await airstar(dataDirectory, window);
      expect(next).toMatchObject({ status: 0 });
      const published = accountingOf(dataDirectory).find(({ stage }) => stage === 'extract')?.produced;
      expect(published).toBeGreaterThan(300);

      const counts = `select count(*)::int as facts, count(distinct (sensor_id, period_end_utc))::int as readings
      from star.fact_measurement`;
      expect(await rowsOf(dataDirectory, counts)).toEqual([{ facts: published, readings: published }]);
    },
  );

  test('by Ctrl-C stops cleanly, says so, and the next run continues', { timeout: 120_000 }, async () => {
    const dataDirectory = temporaryDataDirectory();
    const stopped = await airstarUntil(dataDirectory, window, /^source/m, 'SIGINT');
    expect(stopped.status).toBe(130);
    expect(stopped.stderr).toMatch(/stopped; run the same command again/i);
    expect(await airstar(dataDirectory, window)).toMatchObject({ status: 0 });
  });
});
