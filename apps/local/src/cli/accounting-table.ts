import type { StageAccounting } from '@airstar/schemas';
import { formatCount, formatSeconds, formatTable } from './format.ts';

const counts = [
  'read',
  'produced',
  'rejected',
  'duplicate',
  'inserted',
  'updated',
  'unchanged',
  'flagged',
  'requests',
] as const;

/** The accounting of a run for people: one row a stage. */
export function accountingTable(stages: readonly StageAccounting[]): string {
  const rows = stages.map((stage) => [
    stage.stage,
    ...counts.map((name) => formatCount(stage[name])),
    formatSeconds(stage.seconds),
  ]);
  return formatTable(['stage', ...counts, 'time'], rows);
}
