import type { Interval } from './window.ts';

/** What to ask for next: a slice of the window, and which page of it. */
export interface Position extends Interval {
  readonly page: number;
}

/**
 * Walks through a window in slices of at most `span`, each beginning where the one before ended: as slices are
 * (from, to], no instant is lost or met twice, however often the span changes on the way.
 */
export interface WindowCursor {
  /** Undefined when the window is done. */
  position(): Position | undefined;
  /** All up to `instant` has been read: goes on behind it. */
  advance(instant: number): void;
  /** Stays with the slice, and goes on to its next page. */
  turnPage(): void;
  /** False for a slice that is short enough, or of which a page has been read. */
  isDivisible(): boolean;
  /** Halves the present slice, and keeps to that span for the rest of the window. */
  halve(): void;
}

/** @param shortest - Milliseconds; a slice of that span is not divided. */
export function createWindowCursor(window: Interval, span: number, shortest: number): WindowCursor {
  let from = window.from;
  let longest = span;
  let page = 1;
  const end = () => Math.min(from + longest, window.to);
  return {
    position: () => (from < window.to ? { from, to: end(), page } : undefined),
    advance(instant) {
      from = instant;
      page = 1;
    },
    turnPage() {
      page += 1;
    },
    isDivisible: () => page === 1 && end() - from > shortest,
    halve() {
      longest = Math.max(Math.ceil((end() - from) / 2), shortest);
    },
  };
}
