import type { Transport } from '@airstar/kafka-io';
import { DeadLetterError } from '../errors.ts';
import { findLetters } from '../replay/letters.ts';
import { writeOutcomes } from '../replay/outcomes.ts';

/**
 * Remembers that letters are not worth replaying, and why.
 *
 * @throws {DeadLetterError} when one of them was handled before; then none is discarded.
 */
export async function discard(
  { transport, now }: { readonly transport: Pick<Transport, 'read' | 'send'>; readonly now: () => Date },
  { offsets, note }: { readonly offsets: readonly number[]; readonly note: string },
): Promise<{ readonly discarded: number; readonly note: string }> {
  const letters = await findLetters(transport, 'discard', offsets);
  const problems = letters.flatMap(({ at, outcome }) =>
    outcome === undefined ? [] : [`${at}: it was ${outcome.action} on ${outcome.at}`],
  );
  if (problems.length > 0) throw new DeadLetterError('discard', problems);
  await writeOutcomes(transport, letters, { action: 'discarded', at: now().toISOString(), note });
  return { discarded: letters.length, note };
}
