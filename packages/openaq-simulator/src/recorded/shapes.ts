import { z } from 'zod';

const withId = z.object({ id: z.number() });

/** The part of a recorded location that the filters look at. */
export const recordedLocation = z.object({
  id: z.number(),
  timezone: z.string(),
  country: z.object({ id: z.number().nullable(), code: z.string() }),
  owner: withId,
  provider: withId,
  isMobile: z.boolean(),
  isMonitor: z.boolean(),
  instruments: z.array(withId),
  sensors: z.array(z.object({ id: z.number(), parameter: withId })),
  coordinates: z.object({ latitude: z.number().nullable(), longitude: z.number().nullable() }),
  licenses: z.array(withId).nullable(),
});

export const recordedSensor = withId;

export const recordedMeasurement = z.object({
  period: z.object({ datetimeTo: z.object({ utc: z.iso.datetime() }) }),
});

/** What `scripts/pack-recorded.ts` writes beside the rows. */
export const packManifest = z.object({
  window: z.object({ from: z.iso.datetime(), to: z.iso.datetime() }),
  pages: z.array(
    z.object({
      locationId: z.number(),
      sensorId: z.number(),
      /** SHA-256 of the recorded page, before it was packed. */
      sha256: z.string(),
    }),
  ),
});
