import type { Misfit } from './errors/record-error.ts';

/** One response of OpenAQ, read. */
export interface Page<Item> {
  /** Number of the page in this iteration, from 1. */
  readonly page: number;
  readonly records: readonly Item[];
  /** Records that do not fit. Never any without `onMisfit`: the first one throws then. */
  readonly misfits: readonly Misfit[];
  /** When the response had come. */
  readonly fetchedAt: Date;
  /** Requests that the page cost, failed ones included. */
  readonly requests: number;
}

/**
 * Records, fetched while they are read: a page is asked for when the one before has been used up, so leaving a loop
 * costs no further request. Each iteration starts anew.
 */
export interface Listing<Item, PageOf extends Page<Item> = Page<Item>> extends AsyncIterable<Item> {
  /** The same records, a page at a time. */
  pages(): AsyncGenerator<PageOf, void, undefined>;
}

export function listing<Item, PageOf extends Page<Item>>(
  pages: () => AsyncGenerator<PageOf, void, undefined>,
): Listing<Item, PageOf> {
  return {
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const { records } of pages()) yield* records;
    },
  };
}
