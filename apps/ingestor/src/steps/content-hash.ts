import { hash } from 'node:crypto';

/** What a version says, as plain data. The order of keys counts. */
export type Content = string | number | boolean | null | readonly Content[] | { readonly [key: string]: Content };

/**
 * Names the content of one published version: 64 bits as 16 hexadecimal digits. Collisions matter only between versions
 * of one reading or one station, of which there are a handful.
 *
 * JSON is the canonical text: strings are quoted, so that neighbours cannot run into each other, and a double is written
 * with the fewest digits that give it back (ECMA-262 Number::toString), the same on every machine. −0 is written `0` and
 * is therefore the same content as 0: air has no signed zero.
 */
export function contentHash(content: Content): string {
  return hash('sha1', JSON.stringify(content), 'hex').slice(0, 16);
}

/** A number as it is kept beside its hash, which does not tell −0 from 0. */
export function withoutSignedZero(number: number | null): number | null {
  return number === null ? null : number + 0;
}
