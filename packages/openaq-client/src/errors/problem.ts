import type { z } from 'zod';

/** One thing that is wrong with a value, and where. */
export interface Problem {
  /** Path of the field, joined by dots: `rateLimit.perMinute`. Empty for the value as a whole. */
  readonly path: string;
  readonly message: string;
}

export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
}

export function listProblems(problems: readonly Problem[]): string {
  return problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
}
