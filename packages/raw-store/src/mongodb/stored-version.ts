import { RawStoreDocumentError } from '../errors.ts';
import type { BatchDocument } from '../store.ts';
import type { Version } from '../tally.ts';
import type { VersionKind } from './kinds.ts';

/**
 * A raw document in its collection: the contract's fields, instants as dates, and the message that brought it. The
 * message makes counting repeatable: whoever comes back after a crash between documents and counters finds in the
 * document whether it was his message that inserted it.
 */
export interface StoredVersion {
  readonly _id: string;
  readonly lastSeenAt: Date;
  /** Topic, partition and extraction. */
  readonly origin: string;
  readonly originOffset: number;
}

/** Of this store alone, and no part of the contract: readers leave them out. */
export const originFields = {
  origin: { bsonType: 'string' },
  originOffset: { bsonType: 'number' },
} as const;

/** @throws RawStoreDocumentError for a number that is none: BSON would keep a date of NaN as 1970. */
export function storedVersion(
  { instants, numbers }: VersionKind,
  { offset, document }: BatchDocument<Version>,
  origin: string,
): object {
  const fields: Record<string, unknown> = { ...document, origin, originOffset: offset };
  for (const name of numbers) {
    const number = fields[name] as number | null;
    if (number !== null && !Number.isFinite(number)) {
      throw new RawStoreDocumentError(document._id, `its ${name} is ${number}`);
    }
  }
  for (const name of instants) fields[name] = new Date(fields[name] as number);
  return fields;
}
