/** Two sides of a seam count differently: something was lost or doubled, and nothing goes further. */
export class ReconciliationError extends Error {
  override readonly name = 'ReconciliationError';
}

/**
 * Compares the counts of both sides of a seam.
 *
 * @throws {ReconciliationError} naming the seam and both counts.
 */
export function reconcile(seam: string, given: readonly [string, number], taken: readonly [string, number]): void {
  if (given[1] === taken[1]) return;
  throw new ReconciliationError(
    `The counts of ${seam} disagree: ${given[0]} ${given[1]}, ${taken[0]} ${taken[1]}. Nothing was published. ` +
      'Run the same command again; if it stays, report it with .airstar/accounting.json.',
  );
}
