import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  generatedDataset,
  recordedDataset,
  startSimulator,
  unionDataset,
  type GeneratedDataset,
  type RecordedDataset,
  type Simulator,
} from '@airstar/openaq-simulator';

/** What is read in place of OpenAQ. */
export interface Simulators {
  readonly recorded: RecordedDataset;
  /** 200 sensors over four days. */
  readonly generated: GeneratedDataset;
  /** Lets everybody in. It is read as long as no key is set. */
  readonly open: Simulator;
  /** How often the open one was asked for readings. */
  readonly readingRequests: () => number;
  readonly guarded: GuardedSimulator;
  readonly close: () => Promise<void>;
}

/** Lets in one key. It is read while there is a key, good or bad, in the file that the tasks take theirs from. */
interface GuardedSimulator {
  readonly simulator: Simulator;
  readonly key: string;
  /** Every request with this one is over the quota, for two hours. */
  readonly spentKey: string;
  readonly keyFile: string;
}

const day = 86_400_000;
const generatedFrom = Date.UTC(2025, 9, 1);

export async function startSimulators(directory: string): Promise<Simulators> {
  const recorded = recordedDataset();
  const generated = generatedDataset({ seed: 7, sensors: 200, from: generatedFrom, to: generatedFrom + 4 * day });
  let asked = 0;
  const open = await startSimulator({
    data: unionDataset(recorded, generated),
    onRequest: ({ path }) => (asked += Number(path.endsWith('/measurements'))),
  });
  const guarded = await startGuarded(recorded, join(directory, 'openaq-api-key'));
  const close = async (): Promise<void> => {
    await Promise.all([open.close(), guarded.simulator.close()]);
  };
  return { recorded, generated, open, readingRequests: () => asked, guarded, close };
}

async function startGuarded(data: RecordedDataset, keyFile: string): Promise<GuardedSimulator> {
  const [key, spentKey] = [randomKey(), randomKey()];
  writeFileSync(keyFile, '', { mode: 0o600 });
  const simulator = await startSimulator({
    data,
    apiKeys: [key, spentKey],
    faults: ({ headers }) => (headers['x-api-key'] === spentKey ? overQuota : undefined),
  });
  return { simulator, key, spentKey, keyFile };
}

const randomKey = (): string => randomBytes(16).toString('hex');

const overQuota = {
  status: 429,
  headers: {
    'content-type': 'application/json',
    'x-ratelimit-limit': '60',
    'x-ratelimit-used': '60',
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': '7200',
  },
  body: JSON.stringify({ detail: 'Too many requests' }),
};
