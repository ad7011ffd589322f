import { Rejection, topicHandler } from '@airstar/kafka-io';
import { locationContract, measurementContract, type RawLocation, type RawMeasurement } from '@airstar/schemas';
import { prepareLocation } from './prepare-location.ts';
import type { InvalidRecord } from './prepared.ts';
import { prepareMeasurement } from './prepare-measurement.ts';

/** A document that is ready for the raw store. */
export type PreparedDocument =
  | { readonly kind: 'measurement'; readonly document: RawMeasurement }
  | { readonly kind: 'location'; readonly document: RawLocation };

/** What becomes of the messages of each topic. */
export const handlers = [
  topicHandler(measurementContract, ({ event }): PreparedDocument | Rejection => {
    const prepared = prepareMeasurement(event);
    return 'invalid' in prepared ? rejection(prepared) : { kind: 'measurement', document: prepared.document };
  }),
  topicHandler(locationContract, ({ event }): PreparedDocument | Rejection => {
    const prepared = prepareLocation(event);
    return 'invalid' in prepared ? rejection(prepared) : { kind: 'location', document: prepared.document };
  }),
] as const;

function rejection({ invalid, detail }: InvalidRecord): Rejection {
  return new Rejection('invalid-record', `${invalid}: ${detail}`);
}
