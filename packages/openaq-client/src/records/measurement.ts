import { z } from 'zod';
import { coordinatesSchema, type Coordinates } from './coordinates.ts';
import { coverageSchema, type Coverage } from './coverage.ts';
import { datetimeSchema, type Datetime } from './datetime.ts';
import { optional, optionalNumber, optionalText } from './optional.ts';
import { parameterSchema, type Parameter } from './parameter.ts';
import { summarySchema, type Summary } from './summary.ts';

/** The stretch of time that a value stands for: from `datetimeFrom`, inclusive, to `datetimeTo`, exclusive. */
export interface Period {
  /** `raw`, `1hour`, `1 day`… */
  readonly label: string | null;
  readonly interval: string | null;
  readonly datetimeFrom: Datetime;
  /** The instant by which OpenAQ labels the period and selects windows. */
  readonly datetimeTo: Datetime;
}

/** A row of any series of OpenAQ. */
export interface SeriesRow {
  /** As published, sentinels and negatives included; null where OpenAQ knows the period and has no value. */
  readonly value: number | null;
  readonly flagInfo: { readonly hasFlags: boolean } | null;
  readonly parameter: Parameter;
  readonly period: Period;
  /** Null for fixed stations. */
  readonly coordinates: Coordinates | null;
  /** Null in raw measurements. */
  readonly summary: Summary | null;
  readonly coverage: Coverage | null;
}

/** Which sensor a series belongs to: the rows of OpenAQ do not say, so the caller does. */
export interface SensorIdentity {
  readonly sensorId: number;
  readonly locationId: number;
  /** IANA zone of the location, if the records should carry it. */
  readonly timezone?: string | null | undefined;
}

/** One reading of one sensor over one period. */
export interface Measurement extends SeriesRow {
  readonly sensorId: number;
  readonly locationId: number;
  readonly timezone: string | null;
}

export const seriesRowSchema: z.ZodType<SeriesRow> = z.object({
  value: optionalNumber,
  flagInfo: optional(z.object({ hasFlags: z.boolean() })),
  parameter: parameterSchema,
  period: z.object({
    label: optionalText,
    interval: optionalText,
    datetimeFrom: datetimeSchema,
    datetimeTo: datetimeSchema,
  }),
  coordinates: optional(coordinatesSchema),
  summary: optional(summarySchema),
  coverage: optional(coverageSchema),
});
