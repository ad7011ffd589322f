/** Whether work goes on, for a health check. */
export interface ProgressReport {
  readonly isProgressing: boolean;
  /** What stands still and since when; absent while work goes on. */
  readonly reason?: string;
  /** Pieces of work that are being done. */
  readonly inHand: number;
  /** Pieces of work that wait; undefined until somebody has looked. */
  readonly waiting: number | undefined;
  /** When the last piece was done, as an ISO instant. */
  readonly lastDoneAt?: string;
}

export interface Progress {
  /** Does a piece of work: in hand until it settles, and progress when it resolves. */
  during<Result>(what: string, work: () => Promise<Result>): Promise<Result>;
  /** Says how much work waits that is not in hand. 0: there is nothing to do, and that is well too. */
  waiting(count: number): void;
  report(): ProgressReport;
}

export interface ProgressOptions {
  /** How long a piece may be in hand, and waiting work may go without a piece done. Default 300,000. */
  readonly limitMs?: number;
  /** Epoch milliseconds. Default `Date.now`. */
  readonly clock?: () => number;
}

/** Watches whether work goes on: a process that lives and does nothing is not well. */
export function createProgress({ limitMs = 300_000, clock = Date.now }: ProgressOptions = {}): Progress {
  const inHand = new Set<{ readonly what: string; readonly since: number }>();
  let waiting: number | undefined;
  let waitingSince = 0;
  let lastDoneAt: number | undefined;

  async function during<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
    const piece = { what, since: clock() };
    inHand.add(piece);
    try {
      const result = await work();
      lastDoneAt = clock();
      return result;
    } finally {
      inHand.delete(piece);
    }
  }

  function stalled(now: number): string | undefined {
    const [oldest] = inHand;
    if (oldest && now - oldest.since > limitMs) return `${oldest.what} is in hand ${since(now, oldest.since, limitMs)}`;
    const idleSince = Math.max(waitingSince, lastDoneAt ?? 0);
    if (!waiting || now - idleSince <= limitMs) return undefined;
    return `${waiting} wait and nothing was done ${since(now, idleSince, limitMs)}`;
  }

  return {
    during,
    waiting: (count) => {
      if (!waiting) waitingSince = clock();
      waiting = count;
    },
    report: () => {
      const reason = stalled(clock());
      return {
        isProgressing: reason === undefined,
        ...(reason !== undefined && { reason }),
        inHand: inHand.size,
        waiting,
        ...(lastDoneAt !== undefined && { lastDoneAt: new Date(lastDoneAt).toISOString() }),
      };
    },
  };
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

const since = (now: number, start: number, limit: number): string =>
  `for ${seconds(now - start)} s, longer than ${seconds(limit)} s`;
