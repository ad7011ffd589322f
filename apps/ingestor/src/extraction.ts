import { UsageError } from '@airstar/app-process';
import type { PartitionOffset } from '@airstar/kafka-io';
import { extractionReportSchema } from '@airstar/schemas';

/** What has to be taken in of one batch. */
export interface Extraction {
  readonly batchId: string;
  /** Readings that were published. */
  readonly published: number;
  /** Where they end: of each partition the highest offset. */
  readonly endOffsets: readonly PartitionOffset[];
}

/**
 * Joins the reports of one batch: of each task that extracted a part of it.
 *
 * @param lines The last lines of extractors. Blank ones are left out.
 * @throws {UsageError} naming every line that is no report, or the batches where there are several: whoever comes next
 * takes one.
 */
export function parseExtractions(operation: string, lines: readonly string[]): Extraction {
  const reports = lines.filter((line) => line.trim() !== '').map((line) => parseReport(line));
  const problems = reports.filter((report) => typeof report === 'string');
  const found = reports.filter((report) => typeof report !== 'string');
  const [batchId, ...others] = new Set(found.map((report) => report.batchId));
  if (others.length > 0) problems.push(`the reports are of several batches: ${[batchId, ...others].join(', ')}`);
  if (reports.length === 0) problems.push('there is no report: give --extraction a line, or - and lines');
  if (batchId === undefined || problems.length > 0) throw new UsageError(operation, problems);
  return {
    batchId,
    published: found.reduce((sum, { produced }) => sum + produced, 0),
    endOffsets: highestOffsets(found.flatMap(({ endOffsets }) => endOffsets)),
  };
}

function parseReport(line: string) {
  const { data, error } = extractionReportSchema.safeParse(parseJson(line));
  if (error === undefined) return data;
  const [issue] = error.issues;
  const problem = issue === undefined || issue.path.length === 0 ? 'it' : issue.path.join('.');
  return `"${line.slice(0, 60)}" is no report of an extraction: ${problem} does not fit`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Of each partition the highest offset. */
export function highestOffsets(offsets: readonly PartitionOffset[]): PartitionOffset[] {
  const highest = new Map<string, PartitionOffset>();
  for (const offset of offsets) {
    const key = `${offset.topic}/${offset.partition}`;
    if ((highest.get(key)?.offset ?? -1) < offset.offset) highest.set(key, offset);
  }
  return [...highest.values()];
}
