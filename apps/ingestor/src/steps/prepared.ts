/**
 * What makes a record impossible to keep.
 *
 * - `id-out-of-range`: an OpenAQ id below 1
 * - `number-not-finite`: NaN or an infinity in a place for a number
 * - `period-reversed`: the period ends at or before its start
 * - `period-in-future`: the period ends more than an hour after it was fetched
 * - `instant-out-of-range`: before 1970 or after 9999
 * - `unknown-zone`: no IANA time zone that this runtime knows
 * - `unknown-source`: neither the API nor the archive
 */
export type InvalidReason =
  | 'id-out-of-range'
  | 'number-not-finite'
  | 'period-reversed'
  | 'period-in-future'
  | 'instant-out-of-range'
  | 'unknown-zone'
  | 'unknown-source';

/** A record that is well-formed and still cannot be kept. It goes to the dead letters. */
export interface InvalidRecord {
  readonly invalid: InvalidReason;
  /** For people: which record, and what is wrong with it. */
  readonly detail: string;
}

/** Outcome of a preparation. A value, not an exception: the next record is none of its business. */
export type Prepared<Document> = { readonly document: Document } | InvalidRecord;
