import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A path in a folder that goes with the test. */
export function temporaryFile(name = 'budget.json'): string {
  const folder = mkdtempSync(join(tmpdir(), 'openaq-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}
