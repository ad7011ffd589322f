import { z } from 'zod';

/** What may be null or missing becomes null: OpenAQ documents every field as present, and leaves some out. */
export const optional = <Schema extends z.core.$ZodType>(schema: Schema) => z.nullable(schema).default(null);

export const optionalNumber = optional(z.number());
export const optionalText = optional(z.string());
