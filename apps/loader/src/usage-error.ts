/** The loader cannot start as it was called: every problem at once, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(problems: readonly string[]) {
    super(`The loader cannot start: ${problems.join('; ')}.`);
  }
}
