import { stageAccountingSchema, type ExtractionReport } from '@airstar/schemas';
import type { Window } from './options.ts';
import type { ExtractResult } from './run.ts';

/** The extractor's last line: what it did, and what the stages after it have to know. */
export function extractionReport(
  { accounting, locationIds, endOffsets }: ExtractResult,
  window: Window,
): ExtractionReport {
  return {
    ...accounting,
    window: { from: new Date(window.from).toISOString(), to: new Date(window.to).toISOString() },
    locationIds: [...locationIds],
    endOffsets: [...endOffsets],
  };
}

/** The result of a batch that is done, from its report. */
export function resultOf(report: ExtractionReport): ExtractResult {
  const { locationIds, endOffsets } = report;
  return {
    accounting: { ...stageAccountingSchema.parse(report), stage: 'extract' },
    locationIds,
    endOffsets,
    failures: [],
  };
}
