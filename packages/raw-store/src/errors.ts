/** What keeps a raw store from being used. Nothing that was written before is lost. */
export abstract class RawStoreError extends Error {
  /** Whether the same call may succeed later without anybody doing anything. */
  abstract readonly retriable: boolean;
}

/** Another process, or another store of this one, has the file open. */
export class RawStoreLockedError extends RawStoreError {
  override readonly name = 'RawStoreLockedError';
  readonly retriable = true;

  /** @param holder Who has it, e.g. `process 4711`. */
  constructor(path: string, holder: string, options?: ErrorOptions) {
    super(
      `Cannot open the raw store ${path}: another airstar is using it (${holder}). Wait for it to end, or stop it.`,
      options,
    );
  }
}

/** The file is damaged, of another version, or no raw store at all. */
export class RawStoreUnreadableError extends RawStoreError {
  override readonly name = 'RawStoreUnreadableError';
  readonly retriable = false;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(
      `Cannot read the raw store ${path}: ${reason}. Move the file away and run again; what it held is read anew.`,
      options,
    );
  }
}

/** The disk is full. The batch in hand is not written, the batches before it are safe. */
export class RawStoreFullError extends RawStoreError {
  override readonly name = 'RawStoreFullError';
  readonly retriable = false;

  constructor(path: string, options?: ErrorOptions) {
    super(`Cannot write to the raw store ${path}: the disk is full. Free some space and run again.`, options);
  }
}
