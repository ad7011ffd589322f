import { z } from 'zod';
import { optionalText } from './optional.ts';

/** What is measured, in which unit: each pair has an id of its own. */
export interface Parameter {
  readonly id: number;
  /** `pm25` */
  readonly name: string;
  /** As published: `µg/m³`, `ppm`. OpenAQ never converts. */
  readonly units: string;
  /** `PM2.5`; always null inside measurements. */
  readonly displayName: string | null;
}

export const parameterSchema = z.object({
  id: z.int(),
  name: z.string(),
  units: z.string(),
  displayName: optionalText,
});
