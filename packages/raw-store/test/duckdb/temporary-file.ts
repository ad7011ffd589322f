import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Path of a file that does not exist, in a folder that goes away with the test. */
export async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'airstar-raw-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'raw.duckdb');
}
