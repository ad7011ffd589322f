import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recordedDataset, startSimulator, type Simulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import { shownCommand } from './readme.ts';

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

async function startServer(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const server = await startSimulator({ data: recordedDataset(), ...options });
  onTestFinished(() => server.close());
  return server;
}

const simulatorUrl = async (apiKeys?: string[]): Promise<string> =>
  `${(await startServer(apiKeys && { apiKeys })).url}/v3`;

const window = ['--from', '2025-09-20', '--to', '2025-10-11'];

describe('the command line', () => {
  test('says what a window costs', async () => {
    const result = await extractor(['plan', ...window, '--locations', '10801,7982'], {
      OPENAQ_BASE_URL: await simulatorUrl(),
    });
    expect(result).toMatchObject({ status: 0 });
    // 6 + 8 sensors, 21 days of hours in one page each, and two requests for the stations.
    expect(JSON.parse(result.stdout)).toEqual({ locations: 2, sensors: 14, requests: 16, minutes: 1 });
  });

  test('takes the stations of a country', async () => {
    const of = async (country: string) => {
      const result = await extractor(['plan', ...window, '--country', country], {
        OPENAQ_BASE_URL: await simulatorUrl(),
      });
      return JSON.parse(result.stdout) as { locations: number; requests: number };
    };
    expect((await of('MX')).locations).toBe([...recordedDataset().locations()].length);
    expect(await of('FR')).toEqual({ locations: 0, sensors: 0, requests: 1, minutes: 1 });
  });

  test('prints what the README says', async () => {
    const { args, output } = shownCommand('plan');
    const result = await extractor(args, { OPENAQ_BASE_URL: await simulatorUrl() });
    expect(result).toMatchObject({ status: 0, stdout: `${output}\n` });
  });

  test('explains itself', async () => {
    const { status, stdout } = await extractor(['--help']);
    expect(status).toBe(0);
    for (const text of ['  plan ', '  window ', 'OPENAQ_LEDGER_FILE', 'KAFKA_BROKERS', 'Exit codes: ']) {
      expect(stdout).toContain(text);
    }
  });

  test.each([
    ['no batch', ['window', ...window], {}, /^error: required option '--batch <id>' not specified\n$/],
    [
      'an empty window, no stations, no log and a strange id',
      ['window', '--from', '2025-09-20', '--to', '2025-09-20', '--batch', 'a/b'],
      {},
      /^extractor window: 5 problems\n(?=[^]*KAFKA_BROKERS)(?=[^]*SCHEMA_REGISTRY_URL)(?=[^]*must be before --to)(?=[^]*--locations, --bbox or --country is needed)[^]*--batch "a\/b" is no id/,
    ],
  ])('ends with 2 and every problem for %s', async (_, args, variables, message) => {
    expect(await extractor(args, variables)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringMatching(message) as string,
    });
  });

  test('names every wrong option and exits with 2', async () => {
    const result = await extractor(['plan', '--from', 'x', '--to', 'y', '--locations', '-1', '--max-wait', '1441']);
    expect(result.status).toBe(2);
    expect(result.stderr).toMatch(
      /4 problems\n.*--from "x".*\n.*--to "y".*\n.*--locations has "-1".*\n.*--max-wait "1441" is not .* up to 1440\n$/,
    );
  });

  test('a refused key is one line without the key', async () => {
    const variables = { OPENAQ_BASE_URL: await simulatorUrl(['right']), OPENAQ_API_KEY: 'wrong-secret' };
    const result = await extractor(['plan', ...window, '--locations', '10801'], variables);
    expect(result.status).toBe(4);
    expect(result.stderr.trim().split('\n')).toHaveLength(1);
    expect(result.stderr).toMatch(/401: Invalid credentials/);
    expect(result.stderr).not.toContain('wrong-secret');
  });

  test('an hour that is spent is one line that says until when, and no request', async () => {
    const server = await startServer();
    const variables = { OPENAQ_BASE_URL: `${server.url}/v3`, OPENAQ_REQUESTS_PER_HOUR: '1' };
    const result = await extractor(['plan', ...window, '--locations', '10801,7982', '--max-wait', '0'], variables);
    expect(result).toMatchObject({ status: 4, stdout: '' });
    expect(result.stderr).toMatch(
      /^GET \S+ is not sent: the budget of 1 requests in this hour is spent\. The next request is possible at \S+:00:00Z: try again then\.\n$/,
    );
    expect(server.requests()).toBe(1);
  });

  test('what OpenAQ refuses for hours is asked for once, however often it is run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'airstar-ledger-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const tooMany = { status: 429, headers: { 'retry-after': '7200' }, body: '{"detail":"Too many requests"}' };
    const server = await startServer({ faults: () => tooMany });
    const variables = {
      OPENAQ_BASE_URL: `${server.url}/v3`,
      OPENAQ_API_KEY: 'secret-key',
      OPENAQ_LEDGER_FILE: join(folder, 'ledger.json'),
    };
    const plan = () => extractor(['plan', ...window, '--locations', '10801'], variables);
    const [first, second] = [await plan(), await plan()];
    expect(first).toMatchObject({ status: 4, stdout: '' });
    expect(first.stderr).toMatch(
      /^GET \S+ \(attempt 1\) was answered 429: Too many requests\. Wait until \S+Z, and .*\n$/,
    );
    expect(second).toMatchObject({ status: 4, stdout: '' });
    expect(second.stderr).toMatch(
      /^GET \S+ is not sent: OpenAQ has answered 429\. The next request is possible at .*\n$/,
    );
    expect(first.stderr + second.stderr).not.toContain('secret-key');
    expect(server.requests()).toBe(1);
  });
});
