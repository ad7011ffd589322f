import { z } from 'zod';

/** Epoch milliseconds here; each store has its own date type, and finds the fields that want it by this format. */
const instant = z.number().int().meta({ format: 'epoch-milliseconds' });
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const count = z.number().int().nullable();

/**
 * One published version of one reading, as the raw store keeps it. Immutable but for `lastSeenAt`.
 * Instants are epoch milliseconds here; each store keeps them in its own date type.
 */
export const rawMeasurementSchema = z.strictObject({
  _id: z.string().describe('<sensorId>:<periodStart>:<periodEnd>:<contentHash>: sensor, period and content.'),
  sensorId: z.number().int().positive(),
  locationId: z.number().int().positive(),
  parameterId: z.number().int().positive(),
  parameterName: z.string(),
  unit: z.string().describe('As published.'),
  value: z.number().nullable().describe('As published, sentinels included.'),
  hasFlags: z.boolean(),
  periodStart: instant.describe('Inclusive.'),
  periodEnd: instant.describe('Exclusive.'),
  expectedCount: count,
  observedCount: count,
  percentComplete: z.number().nullable(),
  percentCoverage: z.number().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  timezone: z.string().describe('IANA zone of the location.'),
  localDate: isoDate.describe('Civil date of the period start in the zone.'),
  localHour: z.number().int().min(0).max(23).describe('Civil hour of the period start.'),
  utcOffsetMinutes: z.number().int().describe('Offset of the zone at the period start.'),
  localHourStart: instant.describe('Instant at which that civil hour began, at that offset.'),
  localDayMinutes: z
    .number()
    .int()
    .positive()
    .describe('Length of the civil day: 1440, or 1380 and 1500 at DST changes.'),
  localStandardDate: isoDate.describe('Date of the period start without daylight saving (EPA).'),
  contentHash: z.string().regex(/^[0-9a-f]{16}$/),
  source: z.enum(['api', 'archive']),
  firstSeenAt: instant.describe('fetchedAt under which this version was first stored.'),
  lastSeenAt: instant.describe('Highest fetchedAt under which this version was seen.'),
});

/** One published version of one reading. */
export type RawMeasurement = z.infer<typeof rawMeasurementSchema>;
