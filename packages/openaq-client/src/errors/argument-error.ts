import { OpenAqError } from './openaq-error.ts';
import { listProblems, type Problem } from './problem.ts';

/** Options, ids, filters or a window that cannot be right. Thrown before any request, with every problem at once. */
export class OpenAqArgumentError extends OpenAqError {
  override readonly name = 'OpenAqArgumentError';
  readonly retriable = false;
  /** The call that was given them, e.g. `locations.list`. */
  readonly operation: string;
  readonly problems: readonly Problem[];

  constructor(operation: string, problems: readonly Problem[]) {
    super(`${operation}: ${listProblems(problems)}`);
    this.operation = operation;
    this.problems = problems;
  }
}
