export {
  extract,
  type ExtractDependencies,
  type ExtractOptions,
  type ExtractProgress,
  type ExtractResult,
} from './run.ts';
export { extractionReport } from './report.ts';
export { rejectInto, type RejectRecord } from './steps/reject-record.ts';
export { createBatchProgress, type BatchProgressOptions } from './progress/batch-progress.ts';
export type { BatchProgress } from './progress/port.ts';
export {
  BatchError,
  BatchForgottenError,
  BatchMismatchError,
  BatchTakenOverError,
  ProgressUnreadableError,
} from './progress/errors.ts';
export type { SensorFailure } from './steps/read-sensors.ts';
export type { Selection } from './steps/select-locations.ts';

export {
  parseExtractOptions,
  type ExtractDefaults,
  type ExtractSelection,
  type RawExtractOptions,
  type Window,
} from './options.ts';
