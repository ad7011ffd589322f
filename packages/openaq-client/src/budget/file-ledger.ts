import { createHash } from 'node:crypto';
import { RateLedgerError } from '../errors/rate-ledger-error.ts';
import { publishedRateLimits } from './in-memory-ledger.ts';
import type { RateLedger, RateLimits } from './ledger.ts';
import { formatLedgerFile, parseLedgerFile, stateOf } from './ledger-file.ts';
import { lockedFile } from './locked-file.ts';
import { applyObservation, takeRequest, type RateState } from './rate-state.ts';

export interface FileRateLedgerOptions {
  /** On a disk that all processes of the key see; its folder is created. `<path>.lock` stands beside it while it is in use. */
  readonly path: string;
  /** Whose requests are counted. The file holds a hash of it, never the key. Default: those without a key. */
  readonly apiKey?: string | undefined;
  /** Default: 60 requests a minute and 2,000 an hour. */
  readonly limits?: RateLimits | undefined;
  /** Told when the file was damaged and is begun anew, the present minute taken for used up. */
  readonly onReset?: ((path: string) => void) | undefined;
}

/**
 * A ledger for all processes of a machine, or of a volume, that use one key. It outlives them: who starts after a crash
 * knows what the minute and the hour have cost already. A call costs about 2 ms.
 *
 * Its methods throw a {@link RateLedgerError} when the file cannot be used, or its lock is not free within 15 s. The
 * lock of a killed process is taken over after 5 s.
 *
 * @example
 * const ledger = createFileRateLedger({ path: '/var/lib/airstar/openaq-budget.json', apiKey });
 * const client = createOpenAqClient({ apiKey, ledger });
 */
export function createFileRateLedger(options: FileRateLedgerOptions): RateLedger {
  const { path, apiKey = '', limits = publishedRateLimits, onReset } = options;
  const key = createHash('sha256').update(apiKey).digest('hex').slice(0, 16);
  const file = lockedFile(path);

  async function update<Result>(now: number, change: (state: RateState) => [RateState, Result]): Promise<Result> {
    const { result, isDamaged } = await file
      .update((text) => {
        const parsed = parseLedgerFile(text);
        const before = parsed ?? { resetAt: now, keys: {} };
        const [state, changed] = change(stateOf(before, key));
        const after = formatLedgerFile({ ...before, keys: { ...before.keys, [key]: state } });
        return { text: after, result: { result: changed, isDamaged: parsed === undefined } };
      })
      .catch((cause: unknown) => {
        throw cause instanceof Error && 'code' in cause ? new RateLedgerError(path, cause) : cause;
      });
    if (isDamaged) onReset?.(path);
    return result;
  }

  return {
    take: (now) =>
      update(now, (before) => {
        const { state, decision } = takeRequest(before, limits, now);
        return [state, decision];
      }),
    observe: (observation) =>
      update(observation.sentAt, (before) => [applyObservation(before, observation), undefined]),
  };
}
