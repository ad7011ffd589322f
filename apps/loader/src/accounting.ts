import { UsageError } from '@airstar/app-process';
import { stageAccountingSchema, type StageAccounting } from '@airstar/schemas';

/**
 * What the stages before this one printed, one JSON object a line. Blank lines are left out; so are the fields of a
 * report that are no accounting.
 *
 * @throws {UsageError} naming every line that is no accounting of this batch, and a stage that is told twice.
 */
export function parseAccounting(operation: string, batchId: string, lines: readonly string[]): StageAccounting[] {
  const problems: string[] = [];
  const found = new Map<StageAccounting['stage'], StageAccounting>();
  for (const line of lines.filter((text) => text.trim() !== '')) {
    const accounting = parseLine(line);
    const problem = typeof accounting === 'string' ? accounting : misplaced(accounting, batchId, found);
    if (problem !== undefined) problems.push(`--accounting "${line.slice(0, 60)}": ${problem}`);
    else if (typeof accounting !== 'string') found.set(accounting.stage, accounting);
  }
  if (problems.length > 0) throw new UsageError(operation, problems);
  return [...found.values()];
}

function misplaced(
  accounting: StageAccounting,
  batchId: string,
  found: ReadonlyMap<StageAccounting['stage'], StageAccounting>,
): string | undefined {
  if (accounting.batchId !== batchId) return `is of batch ${accounting.batchId}, not ${batchId}`;
  if (accounting.stage === 'load') return 'is of the stage load, which is about to run';
  return found.has(accounting.stage) ? `tells of the stage ${accounting.stage} once more` : undefined;
}

function parseLine(line: string): StageAccounting | string {
  const { data, error } = stageAccountingSchema.safeParse(parseJson(line));
  if (error === undefined) return data;
  const fields = new Set(error.issues.map(({ path }) => path.join('.')));
  return `is no accounting of a stage: ${[...fields].filter((field) => field !== '').join(', ') || 'it'} does not fit`;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
