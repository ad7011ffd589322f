export { ingest, defaultGroupId, type IngestDependencies, type IngestOptions } from './run.ts';
export { ingestAccounting } from './accounting.ts';
