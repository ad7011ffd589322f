import type { z } from 'zod';
import { problemsOf } from './errors/problem.ts';
import { OpenAqRecordError, type Misfit } from './errors/record-error.ts';
import type { Reply } from './transport/transport.ts';

/** What every call of a resource takes. */
export interface CallOptions {
  /** Ends the call with an {@link OpenAqAbortedError}. */
  readonly signal?: AbortSignal | undefined;
}

/** What calls that bring many records take. */
export interface ListOptions extends CallOptions {
  /**
   * Takes the records that do not fit, page by page, before the others of the page are handed out; the next step waits
   * for it. Without it the first such record throws an {@link OpenAqRecordError}.
   */
  readonly onMisfit?: ((misfit: Misfit) => void | Promise<void>) | undefined;
}

/** Parses the records of a page, and sets aside those that do not fit. */
export async function parseRecords<Item>(
  schema: z.ZodType<Item>,
  { results, url }: Reply,
  page: number,
  onMisfit: ListOptions['onMisfit'],
): Promise<{ readonly records: Item[]; readonly misfits: Misfit[] }> {
  const records: Item[] = [];
  const misfits: Misfit[] = [];
  for (const [index, record] of results.entries()) {
    const parsed = schema.safeParse(record);
    if (parsed.success) {
      records.push(parsed.data);
      continue;
    }
    const misfit = { record, index, page, issues: problemsOf(parsed.error) };
    if (onMisfit === undefined) throw new OpenAqRecordError(misfit, url);
    await onMisfit(misfit);
    misfits.push(misfit);
  }
  return { records, misfits };
}
