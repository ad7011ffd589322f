import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recordedDataset, startSimulator } from '@airstar/openaq-simulator';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function extractor(args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const command = promisify(execFile)(process.execPath, ['--conditions=@airstar/source', main, ...args], {
    env: variables,
  });
  try {
    return { status: 0, ...(await command) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

async function simulatorUrl(apiKeys?: string[]): Promise<string> {
  const server = await startSimulator({ data: recordedDataset(), ...(apiKeys && { apiKeys }) });
  onTestFinished(() => server.close());
  return `${server.url}/v3`;
}

const window = ['--from', '2025-09-20', '--to', '2025-10-11'];

describe('extractor plan', () => {
  test('says what a window costs', async () => {
    const result = await extractor(['plan', ...window, '--locations', '10801,7982'], {
      OPENAQ_BASE_URL: await simulatorUrl(),
    });
    expect(result).toMatchObject({ status: 0 });
    // 6 + 8 sensors, 21 days of hours in one page each, and two requests for the stations.
    expect(JSON.parse(result.stdout)).toEqual({ locations: 2, sensors: 14, requests: 16, minutes: 1 });
  });

  test('names every wrong option and exits with 2', async () => {
    const result = await extractor(['plan', '--from', 'x', '--to', 'y', '--locations', '-1']);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(/3 problems\n.*--from "x".*\n.*--to "y".*\n.*--locations has "-1"/);
  });

  test('a refused key is one line without the key', async () => {
    const variables = { OPENAQ_BASE_URL: await simulatorUrl(['right']), OPENAQ_API_KEY: 'wrong-secret' };
    const result = await extractor(['plan', ...window, '--locations', '10801'], variables);
    expect(result.status).toBe(1);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toMatch(/401: Invalid credentials/);
    expect(result.stderr).not.toContain('wrong-secret');
  });
});
