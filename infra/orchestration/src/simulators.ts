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
  readonly keyFile: string;
}

const day = 86_400_000;
const generatedFrom = Date.UTC(2025, 9, 1);

export async function startSimulators(directory: string): Promise<Simulators> {
  const recorded = recordedDataset();
  const generated = generatedDataset({ seed: 7, sensors: 200, from: generatedFrom, to: generatedFrom + 4 * day });
  const key = randomBytes(16).toString('hex');
  const keyFile = join(directory, 'openaq-api-key');
  writeFileSync(keyFile, '', { mode: 0o600 });
  let asked = 0;
  const open = await startSimulator({
    data: unionDataset(recorded, generated),
    onRequest: ({ path }) => (asked += Number(path.endsWith('/measurements'))),
  });
  const guarded = { simulator: await startSimulator({ data: recorded, apiKeys: [key] }), key, keyFile };
  const close = async (): Promise<void> => {
    await Promise.all([open.close(), guarded.simulator.close()]);
  };
  return { recorded, generated, open, readingRequests: () => asked, guarded, close };
}
