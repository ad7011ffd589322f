export type {
  BatchDocument,
  IngestCounter,
  RawBatch,
  RawStore,
  RejectedMessage,
  SensorRange,
  TransformScope,
  WriteCounts,
} from './store.ts';

export { openDuckDbRawStore, type DuckDbRawStoreOptions } from './duckdb/open.ts';
export type { DuckDbRawStore } from './duckdb/store.ts';

export { RawStoreError, RawStoreFullError, RawStoreLockedError, RawStoreUnreadableError } from './errors.ts';
