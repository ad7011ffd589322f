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

/**
 * What the extractor prints: its accounting, and what the stages after it need to know of the batch. The ingestor
 * drains to {@link ExtractionReport.endOffsets}; the transform covers the window and the stations.
 */
export const extractionReportSchema = stageAccountingSchema.extend({
  stage: z.literal('extract'),
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }).describe('(from, to] on the end of the period.'),
  locationIds: z.array(z.number().int().positive()).describe('Stations that were published.'),
  endOffsets: z
    .array(z.object({ topic: z.string(), partition: count, offset: count }))
    .describe('Next offset of each partition after the last event of this batch.'),
});

/** The extractor's last line. */
export type ExtractionReport = z.infer<typeof extractionReportSchema>;
