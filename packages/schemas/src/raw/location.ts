import { z } from 'zod';

/** Epoch milliseconds here; each store has its own date type, and finds the fields that want it by this format. */
const instant = z.number().int().meta({ format: 'epoch-milliseconds' });

/** One published version of the description of a station. Immutable but for `lastSeenAt`. */
export const rawLocationSchema = z.strictObject({
  _id: z.string().describe('<locationId>:<contentHash>'),
  locationId: z.number().int().positive(),
  name: z.string().nullable(),
  locality: z.string().nullable(),
  timezone: z.string(),
  countryId: z.number().int().nullable(),
  countryCode: z.string(),
  countryName: z.string(),
  ownerId: z.number().int(),
  ownerName: z.string(),
  providerId: z.number().int(),
  providerName: z.string(),
  isMobile: z.boolean(),
  isMonitor: z.boolean(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  instruments: z.array(z.strictObject({ instrumentId: z.number().int(), name: z.string() })),
  licences: z.array(
    z.strictObject({
      licenceId: z.number().int(),
      name: z.string(),
      attributionName: z.string().nullable(),
      attributionUrl: z.string().nullable(),
      dateFrom: z.string().nullable(),
      dateTo: z.string().nullable(),
    }),
  ),
  sensors: z.array(
    z.strictObject({
      sensorId: z.number().int(),
      name: z.string(),
      parameterId: z.number().int(),
      parameterName: z.string(),
      unit: z.string(),
      displayName: z.string().nullable(),
    }),
  ),
  contentHash: z.string().regex(/^[0-9a-f]{16}$/),
  firstSeenAt: instant,
  lastSeenAt: instant,
});

/** One published version of the description of a station. */
export type RawLocation = z.infer<typeof rawLocationSchema>;
