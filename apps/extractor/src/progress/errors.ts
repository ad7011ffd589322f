/** Root of the errors about a batch as a whole. */
export abstract class BatchError extends Error {
  /** Whether the same command may succeed later without anybody doing anything. */
  abstract readonly retriable: boolean;
}

/** The batch is another extraction: its id was used for another window or other stations. */
export class BatchMismatchError extends BatchError {
  override readonly name = 'BatchMismatchError';
  readonly retriable = false;

  constructor(batchId: string, begun: string, asked: string) {
    super(`Batch ${batchId} was begun for ${begun}, not for ${asked}. Give another --batch, or what it was begun for.`);
  }
}

/** Another process works on the batch now. What this one has published counts; it publishes no more. */
export class BatchTakenOverError extends BatchError {
  override readonly name = 'BatchTakenOverError';
  readonly retriable = true;

  constructor(batchId: string) {
    super(`Batch ${batchId} was taken over by another extractor: one is enough. Let it finish, or run this one again.`);
  }
}

/** The log has dropped a part of the batch, so nobody can say what of it was published. */
export class BatchForgottenError extends BatchError {
  override readonly name = 'BatchForgottenError';
  readonly retriable = false;

  constructor(batchId: string, confirmed: number, found: number) {
    super(
      `Batch ${batchId} has published at least ${confirmed} readings, and the log holds ${found} of them: ` +
        'it was interrupted for longer than the log remembers. Begin again under another --batch.',
    );
  }
}

/** A progress record of the batch cannot be read. */
export class ProgressUnreadableError extends BatchError {
  override readonly name = 'ProgressUnreadableError';
  readonly retriable = false;

  constructor(batchId: string, offset: number, reason: string) {
    super(
      `The progress of batch ${batchId} cannot be read (offset ${offset}: ${reason}). Begin again under another --batch.`,
    );
  }
}
