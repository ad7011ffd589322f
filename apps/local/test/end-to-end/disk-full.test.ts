import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findRunningPostgres } from '@airstar/postgres-server';
import { airstar } from './airstar.ts';

function mountDisk(megabytes: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'airstar-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', folder], { stdio: 'pipe' });
  return folder;
}

/** Root may, outside of most containers. */
function mayMount(): boolean {
  try {
    execFileSync('umount', [mountDisk(1)]);
    return true;
  } catch {
    return false;
  }
}

/** A data directory on a disk of its own, of so many megabytes. */
function smallDisk(megabytes: number): string {
  const folder = mountDisk(megabytes);
  onTestFinished(async () => {
    await findRunningPostgres(join(folder, 'data/postgres'))?.stop();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true });
  });
  return join(folder, 'data');
}

describe.runIf(mayMount())('airstar run on a disk that fills up', () => {
  // The database itself needs some 40 MB, and half as much again once it has been written to.
  test.each([
    ['while the database is made', 20],
    ['while it is migrated', 45],
  ])('%s says so in one line', async (_, megabytes) => {
    const result = await airstar(smallDisk(megabytes), ['run', '--no-report']);
    expect(result.status).toBe(1);
    expect(result.stderr.trim().split('\n')).toEqual([expect.stringMatching(/Free some .*and run again\.$/)]);
  });
});
