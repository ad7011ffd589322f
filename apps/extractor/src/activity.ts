import type { ProgressReport } from '@airstar/app-process';

/** Whether the extraction goes on. Waiting for the budget of requests is going on. */
interface ActivityReport extends ProgressReport {
  /** Until when the budget holds requests back, as an ISO instant. */
  readonly waitingUntil?: string;
}

export interface Activity {
  /** Something came of the work: a response, a page in the log. */
  advance(): void;
  /** How many sensors are being read, and how many come after them. */
  sensors(inHand: number, waiting: number): void;
  /** Nothing will come before that instant, and that is well. Epoch milliseconds. */
  waitUntil(instant: number): void;
  report(): ActivityReport;
}

export interface ActivityOptions {
  /** How long nothing may come of the work. Default 300,000. */
  readonly limitMs?: number;
  /** Epoch milliseconds. Default `Date.now`. */
  readonly clock?: () => number;
}

const iso = (instant: number): string => new Date(instant).toISOString();

/** Watches an extraction for its health check. */
export function createActivity({ limitMs = 300_000, clock = Date.now }: ActivityOptions = {}): Activity {
  const startedAt = clock();
  let lastDoneAt: number | undefined;
  let waitingUntil = 0;
  let count: { readonly inHand: number; readonly waiting: number | undefined } = { inHand: 0, waiting: undefined };

  function stalled(now: number): string | undefined {
    const since = Math.max(startedAt, lastDoneAt ?? 0, waitingUntil);
    if (now - since <= limitMs) return undefined;
    return `nothing came for ${Math.floor((now - since) / 1000)} s, longer than ${limitMs / 1000} s`;
  }

  return {
    advance: () => (lastDoneAt = clock()),
    sensors: (inHand, waiting) => (count = { inHand, waiting }),
    waitUntil: (instant) => (waitingUntil = Math.max(waitingUntil, instant)),
    report: () => {
      const now = clock();
      const reason = stalled(now);
      return {
        isProgressing: reason === undefined,
        ...(reason !== undefined && { reason }),
        ...count,
        ...(lastDoneAt !== undefined && { lastDoneAt: iso(lastDoneAt) }),
        ...(waitingUntil > now && { waitingUntil: iso(waitingUntil) }),
      };
    },
  };
}
