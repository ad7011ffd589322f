import type { Consumer } from 'kafkajs';
import type { KafkaSettings } from './options.ts';
import { NoAnswerError } from './outage.ts';

const lookMs = 250;
/** One fetch without messages may be kafkajs recovering from something. */
const quietFetches = 2;

/** Notices when nothing comes from the brokers any more, and when nothing is left to come. */
export class Liveness {
  /** Called when every broker has been asked twice and had nothing. */
  onQuiet: () => void = () => undefined;
  readonly #settings: KafkaSettings;
  readonly #timer: NodeJS.Timeout;
  readonly #answered = new Set<string>();
  /** Fetches without messages since the last batch, by broker. */
  readonly #emptyFetches = new Map<string, number>();
  #wasAlive = false;
  #isJoining = true;
  #isPaused = false;
  #heard = performance.now();

  constructor(settings: KafkaSettings, consumer: Consumer, fail: (reason: Error) => void) {
    this.#settings = settings;
    const { GROUP_JOIN, HEARTBEAT, COMMIT_OFFSETS, REBALANCING, FETCH_START, FETCH, START_BATCH_PROCESS } =
      consumer.events;
    consumer.on(GROUP_JOIN, () => this.#hear(false));
    consumer.on(HEARTBEAT, () => this.#hear(this.#isJoining));
    consumer.on(COMMIT_OFFSETS, () => this.#hear(this.#isJoining));
    consumer.on(REBALANCING, () => this.#hear(true));
    consumer.on(FETCH_START, ({ payload }) => this.#asked(String(payload.nodeId)));
    consumer.on(FETCH, ({ payload }) => this.#answered.add(String(payload.nodeId)));
    consumer.on(START_BATCH_PROCESS, () => this.#emptyFetches.clear());
    this.#timer = setInterval(() => this.#look(fail), lookMs);
  }

  get wasAlive(): boolean {
    return this.#wasAlive;
  }

  /** A batch is in hand: silence is not the broker's. */
  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#heard = performance.now();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #hear(isJoining: boolean): void {
    this.#isJoining = isJoining;
    this.#wasAlive = true;
    this.#heard = performance.now();
  }

  #look(fail: (reason: Error) => void): void {
    const { connectTimeoutMs, sessionTimeoutMs } = this.#settings;
    // Joining waits for the members that were there before, at most until they count as gone.
    const patience = connectTimeoutMs + (this.#isJoining ? sessionTimeoutMs : 0);
    if (!this.#isPaused && performance.now() - this.#heard > patience) fail(new NoAnswerError('no answer in time'));
  }

  /** What the fetch before has brought is known by now: its batches are handled before the next one. */
  #asked(node: string): void {
    const before = this.#emptyFetches.get(node);
    const wasEmpty = this.#answered.delete(node) && before !== undefined;
    this.#emptyFetches.set(node, wasEmpty ? before + 1 : 0);
    if ([...this.#emptyFetches.values()].every((count) => count >= quietFetches)) this.onQuiet();
  }
}
