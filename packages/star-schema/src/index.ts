export { openPool, type Pool, type PoolOptions } from './pool.ts';
export { migrate, type MigrationSummary } from './migrate.ts';

export { openStaging, type BatchWindow, type Staging, type StagingOptions } from './staging/open.ts';
export { stagingColumns, stagingTableNames, type StagingCounts, type StagingTable } from './staging/tables.ts';
export { cleanStaging, type CleanOptions } from './staging/clean.ts';

export { publishBatch, type PublishOptions, type PublishSummary } from './publish/publish.ts';
export type { ChangeCounts } from './publish/upsert.ts';
export { verify, type VerifiedCounts, type VerifyOptions } from './verify/verify.ts';
export { ensurePartitions, newestReading } from './upkeep.ts';
export { recordPipelineRun, type PipelineRun } from './pipeline-run.ts';

export { setRolePassword } from './roles.ts';
export { runReadOnly, type Cell, type QueryResult } from './read-only.ts';

export {
  DatabaseError,
  DiskFullError,
  ManifestMissingError,
  PublishCountError,
  QueryError,
  ServerVersionError,
  StagingAuditError,
  StagingCountError,
  StagingRowError,
  StarSchemaError,
  VerificationError,
  type CountMismatch,
} from './errors.ts';
