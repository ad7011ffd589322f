import { cleanStaging, ensurePartitions, newestReading } from '@airstar/star-schema';
import type { LoaderDependencies } from './run.ts';

const hour = 3_600_000;

/** The newest reading is older than it should be: something before the star stands still. */
export class StaleDataError extends Error {
  override readonly name = 'StaleDataError';
  /** It is not mended by asking again, but by the next extraction. */
  readonly retriable = false;
}

/** Makes the partitions of this month and of those after it. */
export async function partitions(
  { pool, now }: LoaderDependencies,
  { monthsAhead }: { readonly monthsAhead: number },
): Promise<{ readonly made: number; readonly through: string }> {
  const from = now();
  // The first of a month: 31 January and a month would be in March.
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + monthsAhead, 1));
  return { made: await ensurePartitions(pool, { from, to }), through: to.toISOString().slice(0, 7) };
}

/** Removes the staged rows of published batches, and of attempts that got no row for so many hours. */
export async function clean(
  { pool, now }: LoaderDependencies,
  { keepHours }: { readonly keepHours: number },
): Promise<{ readonly removed: number }> {
  const keepUnpublishedSince = new Date(now().getTime() - keepHours * hour);
  return { removed: await cleanStaging(pool, { keepUnpublishedSince }) };
}

/**
 * Says how old the newest reading is.
 *
 * @throws {StaleDataError} it is older than `withinHours`, or there is none.
 */
export async function freshness(
  { pool, now }: LoaderDependencies,
  { withinHours }: { readonly withinHours: number },
): Promise<{ readonly newest: string; readonly ageHours: number }> {
  const newest = await newestReading(pool);
  if (newest === undefined) throw new StaleDataError('The star has no reading yet. Run the pipeline first.');
  const ageHours = Number(((now().getTime() - newest.getTime()) / hour).toFixed(2));
  if (ageHours <= withinHours) return { newest: newest.toISOString(), ageHours };
  throw new StaleDataError(
    `The newest reading is of ${newest.toISOString()}, ${ageHours} hours ago, more than ${withinHours}. ` +
      'Look at the last runs of the pipeline, and at whether OpenAQ itself is late.',
  );
}
