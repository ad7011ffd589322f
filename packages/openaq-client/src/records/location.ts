import { z } from 'zod';
import { coordinatesSchema, type Coordinates } from './coordinates.ts';
import { datetimeSchema, type Datetime } from './datetime.ts';
import { namedSchema, type Named } from './named.ts';
import { optional, optionalNumber, optionalText } from './optional.ts';
import { parameterSchema, type Parameter } from './parameter.ts';

/** Terms of use, and the dates between which they hold for a location. */
export interface LocationLicense extends Named {
  readonly attribution: { readonly name: string | null; readonly url: string | null } | null;
  /** ISO date, inclusive. */
  readonly dateFrom: string | null;
  readonly dateTo: string | null;
}

/** A sensor as its location lists it; `sensors.get` tells more. */
export interface SensorReference extends Named {
  readonly parameter: Parameter;
}

/** A station, or a mobile device. */
export interface Location {
  readonly id: number;
  /** As published: may end in blanks. */
  readonly name: string | null;
  /** Null for most. */
  readonly locality: string | null;
  /** IANA zone. */
  readonly timezone: string;
  /** `id` is OpenAQ's own; `code` is ISO 3166-1 alpha-2 but for a few such as `-99`. */
  readonly country: { readonly id: number | null; readonly code: string; readonly name: string };
  readonly owner: Named;
  readonly provider: Named;
  readonly isMobile: boolean;
  /** Reference-grade monitor. */
  readonly isMonitor: boolean;
  /** The same one may be listed twice. */
  readonly instruments: readonly Named[] | null;
  /** In no particular order. */
  readonly sensors: readonly SensorReference[];
  readonly coordinates: Coordinates | null;
  readonly licenses: readonly LocationLicense[] | null;
  /** West, south, east, north. */
  readonly bounds: readonly number[] | null;
  /** Metres from the centre; null where the list was not asked for by coordinates and radius. */
  readonly distance: number | null;
  readonly datetimeFirst: Datetime | null;
  readonly datetimeLast: Datetime | null;
}

const licenseSchema = z.object({
  ...namedSchema.shape,
  attribution: optional(z.object({ name: optionalText, url: optionalText })),
  dateFrom: optionalText,
  dateTo: optionalText,
});

export const locationSchema: z.ZodType<Location> = z.object({
  id: z.int(),
  name: optionalText,
  locality: optionalText,
  timezone: z.string(),
  country: z.object({ id: optionalNumber, code: z.string(), name: z.string() }),
  owner: namedSchema,
  provider: namedSchema,
  isMobile: z.boolean(),
  isMonitor: z.boolean(),
  instruments: optional(z.array(namedSchema)),
  sensors: z.array(z.object({ ...namedSchema.shape, parameter: parameterSchema })),
  coordinates: optional(coordinatesSchema),
  licenses: optional(z.array(licenseSchema)),
  bounds: optional(z.array(z.number())),
  distance: optionalNumber,
  datetimeFirst: optional(datetimeSchema),
  datetimeLast: optional(datetimeSchema),
});
