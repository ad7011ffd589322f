/**
 * Why a message cannot be taken in.
 *
 * - `unframed`: the value does not begin with the wire format's frame
 * - `unknown-schema`: the registry has no schema of the value's id
 * - `incompatible-schema`: our contract cannot read what that schema writes
 * - `undecodable`: the bytes are not what their schema says
 * - `wrong-key`: the key is not the one that the contract gives the event, so its order is not kept
 * - `missing-header`: no `batch_id`
 * - `empty-value`: a tombstone, or no bytes
 * - `invalid-record`: well-formed, but not a record that the system can hold
 */
export const deadLetterReasons = [
  'unframed',
  'unknown-schema',
  'incompatible-schema',
  'undecodable',
  'wrong-key',
  'missing-header',
  'empty-value',
  'invalid-record',
] as const;

export type DeadLetterReason = (typeof deadLetterReasons)[number];

/** The outcome for a record that does not fit. A value, not an exception: the next record is none of its business. */
export class Rejection {
  readonly reason: DeadLetterReason;
  /** For people: which field, and what is wrong with it. */
  readonly detail: string;

  constructor(reason: DeadLetterReason, detail: string) {
    this.reason = reason;
    this.detail = detail;
  }
}
