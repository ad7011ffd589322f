export {
  extract,
  type ExtractDependencies,
  type ExtractOptions,
  type ExtractProgress,
  type ExtractResult,
} from './run.ts';
export type { SensorFailure } from './steps/read-sensors.ts';
export type { Selection } from './steps/select-locations.ts';

export {
  parseExtractOptions,
  type ExtractDefaults,
  type ExtractSelection,
  type RawExtractOptions,
  type Window,
} from './options.ts';
export { Problems, UsageError } from './usage-error.ts';
