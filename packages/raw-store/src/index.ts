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

export { openMongoRawStore, type MongoRawStoreOptions } from './mongodb/open.ts';
export type { MongoRawStore } from './mongodb/store.ts';
export type { RawStoreRetry } from './mongodb/retry.ts';

export {
  RawStoreAddressError,
  RawStoreContendedError,
  RawStoreDeniedError,
  RawStoreDocumentError,
  RawStoreError,
  RawStoreFullError,
  RawStoreLockedError,
  RawStoreUnavailableError,
  RawStoreUnreadableError,
} from './errors.ts';
