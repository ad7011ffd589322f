import type { StageAccounting } from '@airstar/schemas';

export const stageAccounting = (given: Partial<StageAccounting>): StageAccounting => ({
  stage: 'ingest',
  batchId: 'b1',
  read: 0,
  produced: 0,
  rejected: 0,
  duplicate: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  flagged: 0,
  locations: 0,
  requests: 0,
  seconds: 0,
  ...given,
});
