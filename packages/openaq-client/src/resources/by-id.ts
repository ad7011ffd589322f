import type { z } from 'zod';
import { OpenAqArgumentError } from '../errors/argument-error.ts';
import { OpenAqMalformedResponseError } from '../errors/malformed-response-error.ts';
import { problemsOf } from '../errors/problem.ts';
import { parseRecords, type CallOptions } from '../parse-records.ts';
import type { Transport } from '../transport/transport.ts';
import { idSchema } from './ids.ts';

/** @throws {@link OpenAqArgumentError} where it is none. */
export function checkId(operation: string, id: number): number {
  const parsed = idSchema.safeParse(id);
  if (parsed.success) return parsed.data;
  throw new OpenAqArgumentError(
    operation,
    problemsOf(parsed.error).map((problem) => ({ ...problem, path: 'id' })),
  );
}

/** The one record at a path. */
export async function getById<Item>(
  transport: Transport,
  schema: z.ZodType<Item>,
  path: string,
  { signal }: CallOptions,
): Promise<Item> {
  const reply = await transport.get({ path, signal, repeatTimeouts: true });
  const { records } = await parseRecords(schema, reply, 1, undefined);
  const [record] = records;
  if (record !== undefined) return record;
  const request = { method: 'GET', url: reply.url, attempt: reply.requests } as const;
  throw new OpenAqMalformedResponseError(request, 200, 'no record, where it should be one', '{"results":[]}');
}
