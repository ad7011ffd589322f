/** The run cannot be made here, or something of it did not come about. The message says what, and what to do. */
export class OrchestrationError extends Error {
  override readonly name = 'OrchestrationError';
  readonly retriable = false;
}
