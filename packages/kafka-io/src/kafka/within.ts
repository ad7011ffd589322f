import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for an ending that should be quick; where it is not, or fails, makes it quick. */
export async function within(milliseconds: number, ending: Promise<unknown>, cut: () => void): Promise<void> {
  const timer = new AbortController();
  const late = sleep(milliseconds, 'late', { signal: timer.signal }).catch(() => undefined);
  try {
    if ((await Promise.race([ending, late])) === 'late') cut();
  } catch {
    // Whatever an ending could tell is of no use to anybody any more.
    cut();
  } finally {
    timer.abort();
  }
  ending.catch(() => undefined);
}
