import { OpenAqAbortedError } from '../errors/connection-errors.ts';
import type { SentRequest } from '../errors/request-error.ts';
import type { ResolvedOptions } from '../options.ts';
import { pause } from './pause.ts';

/** Returns when the ledger has counted the request. */
export async function awaitBudget(
  { clock, events, ledger }: ResolvedOptions,
  request: SentRequest,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (;;) {
    if (signal?.aborted) throw new OpenAqAbortedError(request, signal.reason);
    const now = clock.now();
    const decision = await ledger.take(now);
    if (decision.granted) return;
    const delay = Math.max(decision.retryAt - now, 1);
    events.onWait?.({ budget: decision.budget, delay });
    await pause(clock, delay, request, signal);
  }
}
