/** What keeps the ingestor from doing what it was asked; nothing that was stored is lost. */
export abstract class IngestorError extends Error {
  /** Whether the same command can succeed later without anybody changing anything. */
  abstract readonly retriable: boolean;
}

/** What an extraction published is not what was taken in. The batch must not go further. */
export class ReconciliationError extends IngestorError {
  override readonly name = 'ReconciliationError';
  readonly retriable = false;

  constructor(batchId: string, counts: { published: number; inserted: number; duplicate: number; rejected: number }) {
    const { published, inserted, duplicate, rejected } = counts;
    super(
      `Batch ${batchId}: ${published} readings were published, ${inserted + duplicate + rejected} were taken in ` +
        `(${inserted} inserted, ${duplicate} duplicate, ${rejected} rejected). Do not transform this batch; ` +
        'extract the window again under another batch id.',
    );
  }
}

/** A dead letter that cannot be replayed or discarded as asked. Nothing was done with any of those named. */
export class DeadLetterError extends IngestorError {
  override readonly name = 'DeadLetterError';
  readonly retriable = false;

  /** @param problems One for each letter, e.g. `3: was discarded on …`. */
  constructor(operation: string, problems: readonly string[]) {
    super([`Cannot ${operation}:`, ...problems.map((problem) => `  ${problem}`)].join('\n'));
  }
}
