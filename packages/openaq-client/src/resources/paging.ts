import type { z } from 'zod';
import type { Page } from '../listing.ts';
import { parseRecords, type ListOptions } from '../parse-records.ts';
import type { Transport } from '../transport/transport.ts';

/** The most that OpenAQ gives at once. */
export const pageSize = 1000;

/**
 * The pages of a list, by number, up to the first one that is not full. `meta.found` cannot say when to stop: it is
 * `">1000"` on a full page, and on the last one the number of rows of that page.
 */
export async function* numberedPages<Item>(
  transport: Transport,
  schema: z.ZodType<Item>,
  call: { readonly path: string; readonly query: Readonly<Record<string, string>> },
  { signal, onMisfit }: ListOptions,
): AsyncGenerator<Page<Item>, void, undefined> {
  for (let page = 1, isLast = false; !isLast; page += 1) {
    const query = { ...call.query, limit: String(pageSize), page: String(page) };
    const reply = await transport.get({ path: call.path, query, signal, repeatTimeouts: true });
    const parsed = await parseRecords(schema, reply, page, onMisfit);
    yield { page, ...parsed, fetchedAt: reply.fetchedAt, requests: reply.requests };
    isLast = reply.results.length < pageSize;
  }
}
