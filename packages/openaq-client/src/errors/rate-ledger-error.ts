import { OpenAqError } from './openaq-error.ts';

/** The budget that processes share cannot be read or written. No request goes out without it. */
export class RateLedgerError extends OpenAqError {
  override readonly name = 'RateLedgerError';
  readonly retriable: boolean;
  readonly path: string;
  /** Of the file system, e.g. `EACCES`; `ELOCKED` when another process has not given back the lock in time. */
  readonly code: string | undefined;

  constructor(path: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const isLocked = code === 'ELOCKED';
    const remedy = isLocked
      ? `Another process holds it. Try again; if it stays, remove ${path}.lock.`
      : 'Give a path in a folder that can be written.';
    super(`Cannot use the request budget in ${path}: ${isLocked ? 'it is locked' : message}. ${remedy}`, { cause });
    this.retriable = isLocked;
    this.path = path;
    this.code = code;
  }
}
