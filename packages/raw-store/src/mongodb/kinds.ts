import { rawLocationSchema, rawMeasurementSchema } from '@airstar/schemas';
import { instantProperties, numericProperties, type JsonSchema } from './json-schema.ts';

export interface Index {
  readonly name: string;
  readonly key: Readonly<Record<string, 1>>;
}

/** How one kind of raw document is kept. */
export interface VersionKind {
  readonly collection: string;
  readonly schema: JsonSchema;
  /** Fields of epoch milliseconds in the contract, of BSON dates in the collection. */
  readonly instants: readonly string[];
  /** Fields that hold a number or nothing. */
  readonly numbers: readonly string[];
  readonly indexes: readonly Index[];
}

const measurementSchema = rawMeasurementSchema.toJSONSchema() as JsonSchema;
const locationSchema = rawLocationSchema.toJSONSchema() as JsonSchema;

export const measurements: VersionKind = {
  collection: 'measurements',
  schema: measurementSchema,
  instants: instantProperties(measurementSchema),
  numbers: numericProperties(measurementSchema),
  indexes: [
    // What an extraction touched: a window of period ends, of some stations or of all.
    { name: 'window', key: { periodEnd: 1, locationId: 1 } },
    // The whole of the days that it touched.
    { name: 'sensor_day', key: { sensorId: 1, localDate: 1 } },
  ],
};

export const locations: VersionKind = {
  collection: 'locations',
  schema: locationSchema,
  instants: instantProperties(locationSchema),
  numbers: numericProperties(locationSchema),
  indexes: [{ name: 'location', key: { locationId: 1 } }],
};
