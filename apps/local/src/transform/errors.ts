/**
 * A step of the transform failed. Never retriable: the same rows and the same SQL fail the same way.
 * `cause` holds DuckDB's own error.
 */
export class TransformError extends Error {
  override readonly name = 'TransformError';
  readonly retriable = false;

  constructor(operation: string, remedy: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`Could not ${operation}: ${reason}. ${remedy}`, { cause });
  }
}
