import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { generatedDataset, recordedDataset, startSimulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import { airstar, rowsOf, temporaryDataDirectory } from './airstar.ts';

const key = '0123456789abcdef';

async function liveVariables(options: SimulatorOptions): Promise<Record<string, string>> {
  const server = await startSimulator({ apiKeys: [key], ...options });
  onTestFinished(() => server.close());
  return {
    OPENAQ_BASE_URL: `${server.url}/v3`,
    OPENAQ_API_KEY: key,
    OPENAQ_REQUESTS_PER_MINUTE: '100000',
    OPENAQ_REQUESTS_PER_HOUR: '100000',
  };
}

const oneDay = ['run', '--no-report', '--from', '2025-10-01', '--to', '2025-10-02'];

describe('airstar run against a live server', () => {
  test('what the server holds is what the star schema holds, value by value', async () => {
    const window = { from: Date.UTC(2025, 2, 29), to: Date.UTC(2025, 2, 31) };
    const data = generatedDataset({ ...window, seed: 11, sensors: 16 });
    const dataDirectory = temporaryDataDirectory();
    const args = ['run', '--no-report', '--from', '2025-03-29', '--to', '2025-03-31', '--bbox=-180,-90,180,90'];
    const result = await airstar(dataDirectory, args, await liveVariables({ data }));
    expect(result).toMatchObject({ status: 0, stderr: expect.stringMatching(/^source {5}live API at 127\.0\.0\.1/) });

    const expected = Array.from({ length: 16 }, (_, index) => [
      ...data.expectedReadings(index, window.from, window.to),
    ]).flat();
    const stored = await rowsOf(
      dataDirectory,
      `select sensor_id, extract(epoch from period_end_utc)::bigint * 1000 as period_end, value_original
       from star.fact_measurement order by 1, 2`,
    );
    const rows = expected.map(({ sensorId, periodEnd, value }) => ({
      sensor_id: sensorId,
      period_end: periodEnd,
      value_original: value,
    }));
    expect(stored).toEqual(rows.sort((a, b) => a.sensor_id - b.sensor_id || a.period_end - b.period_end));
  });

  test('a corrected value updates the fact, and the run says so', async () => {
    const window = { from: Date.UTC(2025, 5, 1), to: Date.UTC(2025, 5, 6) };
    const args = ['run', '--no-report', '--from', '2025-06-01', '--to', '2025-06-06', '--bbox=-180,-90,180,90'];
    const dataDirectory = temporaryDataDirectory();
    const versions = [0, 1].map((revision) => generatedDataset({ ...window, seed: 3, sensors: 6, revision }));
    for (const data of versions)
      expect(await airstar(dataDirectory, args, await liveVariables({ data }))).toMatchObject({ status: 0 });
    const [before, after] = versions.map((data) =>
      data.sensorIds.flatMap((_, index) => [...data.expectedReadings(index, window.from, window.to)]),
    );
    const corrected = before?.filter((reading, index) => {
      const other = after?.[index];
      return other !== undefined && (reading.value !== other.value || reading.hasFlags !== other.hasFlags);
    });
    const [load] = await rowsOf(
      dataDirectory,
      `select inserted, updated from star.fact_pipeline_run where stage = 'load' order by recorded_at desc limit 1`,
    );
    expect(corrected?.length).toBeGreaterThan(0);
    expect(load).toEqual({ inserted: 0, updated: corrected?.length });
  });

  test('a refused key is one line without the key', async () => {
    const variables = { ...(await liveVariables({ data: recordedDataset() })), OPENAQ_API_KEY: 'not-the-right-key' };
    const result = await airstar(temporaryDataDirectory(), [...oneDay, '--locations', '7855'], variables);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/401: Invalid credentials/);
    expect(result.stderr).not.toContain('not-the-right-key');
  });

  test('records that do not fit are kept with their reason, the rest is loaded, and the exit code says that it is not all', async () => {
    const body = JSON.stringify({ meta: {}, results: [{ value: 'high' }] });
    const variables = await liveVariables({
      data: recordedDataset(),
      faults: ({ path }) => (path.startsWith('/v3/sensors/36077/') ? { status: 200, body } : undefined),
    });
    const dataDirectory = temporaryDataDirectory();
    const result = await airstar(dataDirectory, [...oneDay, '--locations', '10801'], variables);
    expect(result).toMatchObject({ status: 3, stderr: expect.stringMatching(/rejected {3}1 records/) });
    const [letter] = readFileSync(join(dataDirectory, 'dead-letters.ndjson'), 'utf8').trim().split('\n');
    const { reason, step, value } = JSON.parse(letter ?? '') as { reason: string; step: string; value: string };
    expect({ reason, step, record: JSON.parse(Buffer.from(value, 'base64').toString()) as unknown }).toEqual({
      reason: 'invalid-record',
      step: 'extract',
      record: { value: 'high' },
    });
    expect(await rowsOf(dataDirectory, 'select count(*) > 0 as loaded from star.fact_measurement')).toEqual([
      { loaded: true },
    ]);
  });

  test('a page that is no JSON names its sensor, and the exit code says that the window is incomplete', async () => {
    const variables = await liveVariables({
      data: recordedDataset(),
      faults: ({ path }) => (path.startsWith('/v3/sensors/36077/') ? 'malformed' : undefined),
    });
    const result = await airstar(temporaryDataDirectory(), [...oneDay, '--locations', '10801'], variables);
    expect(result).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(/not read {3}sensor 36077 \(o3 ppm\) of station 10801/),
    });
  });

  test('a host that does not answer is a typed error', async () => {
    const variables = { OPENAQ_BASE_URL: 'http://127.0.0.1:9/v3' };
    const result = await airstar(temporaryDataDirectory(), [...oneDay, '--locations', '7855'], variables);
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(/127\.0\.0\.1:9/);
    expect(result.stderr).not.toMatch(/\n\s+at /);
  });
});
