import { RawStoreFullError, RawStoreLockedError, RawStoreUnreadableError } from '../errors.ts';

// DuckDB gives no codes to JavaScript, so its messages have to be read (texts of 1.5.6).
const locked = /Could not set lock on file.*?(?:\(PID (\d+)\)|$)/;
const full = /No space left on device|Disk quota exceeded|File too large/;
const unreadable = /not a valid DuckDB database file|version number|Corrupt database file|Could not read enough bytes/;

/** Runs something on a store's file. What the file is to blame for comes out as a typed error, the rest as it is. */
export async function onFile<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    throw translate(path, cause);
  }
}

function translate(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const lock = locked.exec(cause.message);
  if (lock) return new RawStoreLockedError(path, `process ${lock[1] ?? 'unknown'}`, { cause });
  if (full.test(cause.message)) return new RawStoreFullError(path, { cause });
  if (unreadable.test(cause.message)) return new RawStoreUnreadableError(path, cause.message, { cause });
  return cause;
}
