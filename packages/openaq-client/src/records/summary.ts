import { z } from 'zod';
import { optionalNumber } from './optional.ts';

/** Statistics over the readings of a period. Sensors have only `min`, `max`, `avg` and sometimes `sd`. */
export interface Summary {
  readonly min: number | null;
  readonly q02: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly q98: number | null;
  readonly max: number | null;
  /** Not rounded, unlike the `value` beside it. */
  readonly avg: number | null;
  /** Sample standard deviation; null for a single reading. */
  readonly sd: number | null;
}

export const summarySchema = z.object({
  min: optionalNumber,
  q02: optionalNumber,
  q25: optionalNumber,
  median: optionalNumber,
  q75: optionalNumber,
  q98: optionalNumber,
  max: optionalNumber,
  avg: optionalNumber,
  sd: optionalNumber,
});
