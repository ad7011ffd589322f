import { z } from 'zod';
import { optionalNumber } from './optional.ts';

/** WGS 84, in degrees. Unknown ones are null, never 0. */
export interface Coordinates {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export const coordinatesSchema = z.object({ latitude: optionalNumber, longitude: optionalNumber });
