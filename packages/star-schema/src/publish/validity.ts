import { sql } from 'drizzle-orm';

/** The first known description of a station holds from here: it held before we first looked. */
export const firstValidFrom = sql`timestamptz '1900-01-01 00:00:00+00'`;

/** The open end of an interval: a date rather than null, so that `between` and comparisons work without a case for it. */
export const openEnd = sql`timestamptz '9999-12-31 00:00:00+00'`;
