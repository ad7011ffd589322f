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
