import { isOutage, isUnknownTopic } from './outage.ts';

/** Longer than a broker that comes back needs until it knows its topics again. */
const settlingMs = 15_000;

/** What one transport knows of its brokers from all its calls. */
export class Health {
  #lastOutage = -settlingMs;

  /** Whether the same may work later. A broker that has just come back knows no topic, for a moment. */
  isTransient(error: unknown): boolean {
    if (isOutage(error)) this.#lastOutage = performance.now();
    else if (!isUnknownTopic(error)) return false;
    return performance.now() - this.#lastOutage < settlingMs;
  }
}
