import { z } from 'zod';
import { contracts, rawLocationSchema, rawMeasurementSchema, topics } from '../src/index.ts';

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The committed form of the contracts, by file name: what Spark, the registry's deploy step and people read. */
export function contractFiles(): Record<string, string> {
  return {
    ...Object.fromEntries(contracts.map(({ subject, schema }) => [`${subject}.avsc`, pretty(schema)])),
    'raw_location.schema.json': pretty(z.toJSONSchema(rawLocationSchema)),
    'raw_measurement.schema.json': pretty(z.toJSONSchema(rawMeasurementSchema)),
    'topics.json': pretty(topics),
  };
}
