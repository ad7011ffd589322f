import { z } from 'zod';

const envelopeSchema = z.object({ results: z.array(z.unknown()) });

/** The records of a page, or why the body is none. `meta` is not needed: its `found` is no total (see paging). */
export function readEnvelope(text: string): { readonly results: readonly unknown[] } | { readonly problem: string } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return { problem: 'a body that is not JSON' };
  }
  const page = envelopeSchema.safeParse(body);
  return page.success ? page.data : { problem: 'JSON that has no list of results' };
}
