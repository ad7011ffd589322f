import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataDirectory } from './data-directory.ts';

/** What the newest run that came to its end was about; the star schema knows the rest. */
export interface LastRun {
  readonly batchId: string;
  readonly window: { readonly from: number; readonly to: number };
  readonly source: string;
  readonly isRecorded: boolean;
  /** As it can be typed again. */
  readonly command: string;
  /** Epoch milliseconds. */
  readonly finishedAt: number;
}

const file = (directory: DataDirectory): string => join(directory.root, 'last-run.json');

export function saveLastRun(directory: DataDirectory, run: LastRun): void {
  writeFileSync(file(directory), `${JSON.stringify(run, null, 2)}\n`);
}

/** Undefined where no run has come to its end yet. */
export function readLastRun(directory: DataDirectory): LastRun | undefined {
  try {
    return JSON.parse(readFileSync(file(directory), 'utf8')) as LastRun;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
