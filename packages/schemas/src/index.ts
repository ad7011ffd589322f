export type { EpochMilliseconds } from './time.ts';

export { camelCaseFields, type AvroRecord } from './avro/schema.ts';
export type { LocationEvent } from './avro/location.ts';
export type { MeasurementEvent } from './avro/measurement.ts';
export type { ProgressEvent } from './avro/progress.ts';

export { contracts, locationContract, measurementContract, progressContract, type EventContract } from './contract.ts';
export { topics, type TopicDefinition } from './topics.ts';
export { batchIdHeader, deadLetterHeaders } from './headers.ts';

export { rawLocationSchema, type RawLocation } from './raw/location.ts';
export { rawMeasurementSchema, type RawMeasurement } from './raw/measurement.ts';

export {
  extractionReportSchema,
  stageAccountingSchema,
  type ExtractionReport,
  type StageAccounting,
} from './accounting.ts';
