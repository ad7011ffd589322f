import { z } from 'zod';

/** An instant, as OpenAQ writes it. */
export interface Datetime {
  /** ISO 8601 in UTC: `2025-09-20T01:00:00Z`. */
  readonly utc: string;
  /** The same with the offset of the station at that instant: `2025-09-19T19:00:00-06:00`. */
  readonly local: string | null;
  /** The same in milliseconds since 1970-01-01T00:00:00Z. */
  readonly epochMilliseconds: number;
}

/** Without an offset `Date.parse` would read the zone of this machine into it. */
const absolute = /(?:Z|[+-]\d{2}:\d{2})$/;

export const datetimeSchema = z
  .object({ utc: z.string(), local: z.string().nullish() })
  .transform(({ utc, local }, context): Datetime => {
    const epochMilliseconds = absolute.test(utc) ? Date.parse(utc) : Number.NaN;
    if (Number.isNaN(epochMilliseconds)) {
      context.addIssue({
        code: 'custom',
        path: ['utc'],
        message: 'Invalid instant: expected ISO 8601 with Z or an offset',
      });
    }
    return { utc, local: local ?? null, epochMilliseconds };
  });
