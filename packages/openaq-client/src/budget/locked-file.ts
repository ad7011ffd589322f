import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lock } from 'proper-lockfile';

/** A small file that several processes read and write, one at a time. */
export interface LockedFile {
  /**
   * Replaces the text of the file by what `change` makes of it (undefined: there is no file yet), and returns its
   * result. Whoever reads finds the old text or the new one, whatever happens in between.
   */
  update<Result>(change: (text: string | undefined) => { text: string; result: Result }): Promise<Result>;
}

/** An update takes milliseconds: a lock that old is that of a killed process, and is taken over. */
const staleAfter = 5000;
const longestWait = 3 * staleAfter;
const pauses = { shortest: 5, longest: 50 };

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

export function lockedFile(path: string): LockedFile {
  let last: Promise<unknown> = Promise.resolve();

  async function updateLocked<Result>(change: Parameters<LockedFile['update']>[0]): Promise<Result> {
    await mkdir(dirname(path), { recursive: true });
    const release = await acquire(path);
    try {
      const { text, result } = change(await read(path));
      // The lock is ours, so the name of the temporary file can be the same each time: a kill leaves one at most.
      await writeFile(`${path}.tmp`, text, { mode: 0o600 });
      await rename(`${path}.tmp`, path);
      return result as Result;
    } finally {
      await release();
    }
  }

  return {
    update: (change) => {
      // Queueing inside the process spares those in it the lottery for the lock.
      const next = last.then(() => updateLocked<never>(change));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

async function acquire(path: string): Promise<() => Promise<void>> {
  const deadline = performance.now() + longestWait;
  // By default a lock that was taken over throws where nobody can catch it.
  const options = { realpath: false, stale: staleAfter, onCompromised: () => undefined };
  for (let pause = pauses.shortest; ; pause = Math.min(2 * pause, pauses.longest)) {
    try {
      const release = await lock(path, options);
      return () => release().catch(ignoreTakenOver);
    } catch (error) {
      if (codeOf(error) !== 'ELOCKED' || performance.now() > deadline) throw error;
      await wait(pause * (0.5 + Math.random()));
    }
  }
}

/** This process was frozen for longer than the lock holds: it is another's now, and not ours to give back. */
function ignoreTakenOver(error: unknown): void {
  if (codeOf(error) !== 'ERELEASED') throw error;
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
