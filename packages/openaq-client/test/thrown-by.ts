import type { OpenAqError } from '../src/index.ts';

type Class<Expected> = abstract new (...parameters: never[]) => Expected;

/** The error that a call throws or rejects with; fails where it does neither, or with an error of another class. */
export function thrownBy<Expected extends OpenAqError>(kind: Class<Expected>, call: () => unknown): Expected {
  try {
    call();
  } catch (error) {
    return expected(kind, error);
  }
  throw new Error(`Expected ${kind.name}, but nothing was thrown.`);
}

/** The same for a promise. */
export async function rejectionOf<Expected extends OpenAqError>(
  kind: Class<Expected>,
  promise: Promise<unknown>,
): Promise<Expected> {
  const outcome = await promise.then(
    () => new Error(`Expected ${kind.name}, but nothing was thrown.`),
    (error: unknown) => error,
  );
  return expected(kind, outcome);
}

function expected<Expected>(kind: Class<Expected>, error: unknown): Expected {
  if (error instanceof kind) return error;
  throw error;
}
