import { z } from 'zod';

/** Something that OpenAQ has numbered: owner, provider, instrument. */
export interface Named {
  readonly id: number;
  readonly name: string;
}

export const namedSchema = z.object({ id: z.int(), name: z.string() });
