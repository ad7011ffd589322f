import { z } from 'zod';
import { coordinatesSchema, type Coordinates } from './coordinates.ts';
import { coverageSchema, type Coverage } from './coverage.ts';
import { datetimeSchema, type Datetime } from './datetime.ts';
import { optional, optionalNumber } from './optional.ts';
import { parameterSchema, type Parameter } from './parameter.ts';
import { summarySchema, type Summary } from './summary.ts';

/** One parameter measured at a location. A sensor without data has null in all of the last five. */
export interface Sensor {
  readonly id: number;
  /** `pm25 µg/m³` */
  readonly name: string;
  readonly parameter: Parameter;
  /** First reading that OpenAQ admits to; older ones exist. */
  readonly datetimeFirst: Datetime | null;
  readonly datetimeLast: Datetime | null;
  readonly coverage: Coverage | null;
  readonly latest: {
    readonly datetime: Datetime;
    readonly value: number | null;
    readonly coordinates: Coordinates | null;
  } | null;
  readonly summary: Summary | null;
}

/** A sensor that was asked for by its location, and so knows it. */
export interface LocationSensor extends Sensor {
  readonly locationId: number;
}

export const sensorSchema: z.ZodType<Sensor> = z.object({
  id: z.int(),
  name: z.string(),
  parameter: parameterSchema,
  datetimeFirst: optional(datetimeSchema),
  datetimeLast: optional(datetimeSchema),
  coverage: optional(coverageSchema),
  latest: optional(
    z.object({ datetime: datetimeSchema, value: optionalNumber, coordinates: optional(coordinatesSchema) }),
  ),
  summary: optional(summarySchema),
});
