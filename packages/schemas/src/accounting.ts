import { z } from 'zod';

const count = z.number().int().nonnegative();

/**
 * What one stage did with the readings of one batch. Every stage prints one, and `loader` stores them.
 * A count that does not apply to a stage is 0.
 */
export const stageAccountingSchema = z.object({
  stage: z.enum(['extract', 'ingest', 'transform', 'load']),
  batchId: z.string(),
  read: count.describe('Readings taken in.'),
  produced: count.describe('Readings handed on.'),
  rejected: count.describe('Readings that went to a dead letter.'),
  duplicate: count.describe('Readings that were known already (ingest) or superseded by a later version (transform).'),
  inserted: count,
  updated: count,
  unchanged: count,
  flagged: count.describe('Readings that carry at least one flag.'),
  locations: count.describe('Stations handed on.'),
  requests: count.describe('Requests to OpenAQ, retries included.'),
  seconds: z.number().nonnegative(),
});

/** What one stage did with the readings of one batch. */
export type StageAccounting = z.infer<typeof stageAccountingSchema>;
