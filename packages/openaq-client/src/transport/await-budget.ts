import { OpenAqAbortedError } from '../errors/connection-errors.ts';
import { OpenAqBudgetError } from '../errors/budget-error.ts';
import type { SentRequest } from '../errors/request-error.ts';
import type { ResolvedOptions } from '../options.ts';
import { pause } from './pause.ts';

/**
 * Returns when the ledger has counted the request.
 *
 * @throws {@link OpenAqBudgetError} where that would take too long.
 */
export async function awaitBudget(
  { clock, events, ledger, maxBudgetWait }: ResolvedOptions,
  request: SentRequest,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    if (signal?.aborted) throw new OpenAqAbortedError(request, signal.reason);
    const now = clock.now();
    const decision = await ledger.take(now);
    if (decision.granted) return;
    const delay = Math.max(decision.retryAt - now, 1);
    if (delay > maxBudgetWait) throw new OpenAqBudgetError(request, decision);
    events.onWait?.({ budget: decision.budget, delay });
    await pause(clock, delay, request, signal);
  }
}
