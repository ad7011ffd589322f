/** What was asked for cannot be done as asked: every problem at once, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly string[];

  constructor(operation: string, problems: readonly string[]) {
    const heading = `${operation}: ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}`;
    super([heading, ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

/** Collects the problems of several checks, so that a person is told all of them at once. */
export class Problems {
  readonly #operation: string;
  readonly #found: string[] = [];

  constructor(operation: string) {
    this.#operation = operation;
  }

  add(...problems: readonly string[]): void {
    this.#found.push(...problems);
  }

  /** The result of a check, or undefined when it found problems. */
  take<Result>(check: () => Result): Result | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.add(...error.problems);
      return undefined;
    }
  }

  /**
   * The results of several checks, each of which is made.
   *
   * @throws {UsageError} with what all of them have found.
   */
  takeAll<Results extends readonly unknown[]>(...checks: { [Index in keyof Results]: () => Results[Index] }): Results {
    const results: readonly unknown[] = checks.map((check) => this.take(check));
    this.throwIfAny();
    return results as Results;
  }

  /** @throws {UsageError} when a check has found anything. */
  throwIfAny(): void {
    if (this.#found.length > 0) throw new UsageError(this.#operation, this.#found);
  }
}
