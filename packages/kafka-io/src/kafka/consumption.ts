import { setTimeout as sleep } from 'node:timers/promises';
import { BrokerUnavailableError } from '../service-errors.ts';
import type { Consumption } from '../transport.ts';
import type { KafkaSettings } from './options.ts';
import { isRebalance, messageOf, translate } from './outage.ts';
import { HandlerFailure, Session, type SessionOptions } from './session.ts';

const pauseMs = 1000;

/** Consumes until it is stopped: joins the group again after an outage, for as long as the budget lasts. */
export class KafkaConsumption implements Consumption {
  readonly done: Promise<void>;
  readonly #settings: KafkaSettings;
  readonly #options: SessionOptions;
  readonly #joined = Promise.withResolvers<undefined>();
  readonly #stopping = new AbortController();
  #session: Session | undefined;

  constructor(settings: KafkaSettings, options: SessionOptions) {
    this.#settings = settings;
    this.#options = options;
    this.done = this.#run();
    this.done.catch(() => undefined);
  }

  /** Resolves when the group is joined for the first time, or the consumption ended before. */
  async joined(): Promise<void> {
    await Promise.race([this.#joined.promise, this.done]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#session?.stop();
    await this.done.catch(() => undefined);
  }

  async #run(): Promise<void> {
    let lastAlive = performance.now();
    for (let attempt = 1; !this.#stopping.signal.aborted; attempt += 1) {
      const session = new Session(this.#settings, this.#options, () => this.#joined.resolve(undefined));
      this.#session = session;
      try {
        await session.run();
        return;
      } catch (error) {
        if (session.wasAlive) [lastAlive, attempt] = [performance.now(), 1];
        await this.#decide(error, lastAlive, attempt);
      }
    }
  }

  /** Throws what ends the consumption; resolves when the next session may be tried. */
  async #decide(error: unknown, lastAlive: number, attempt: number): Promise<void> {
    if (error instanceof HandlerFailure) throw error.reason;
    const operation = 'consume';
    const topic = this.#options.topics.join(', ');
    const { brokers, connectTimeoutMs, onRetry, health } = this.#settings;
    if (!health.isTransient(error) && !isRebalance(error)) throw translate(operation, topic, error);
    const subject = `${operation} topic ${topic}`;
    if (performance.now() + pauseMs - lastAlive >= connectTimeoutMs) {
      throw new BrokerUnavailableError(subject, { brokers, afterMs: connectTimeoutMs }, { cause: error });
    }
    onRetry({ operation: subject, attempt, reason: messageOf(error) });
    await sleep(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }
}
