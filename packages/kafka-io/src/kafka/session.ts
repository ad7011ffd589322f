import type { Consumer, EachBatchPayload } from 'kafkajs';
import { PartitionLostError } from '../errors.ts';
import type { ConsumeOptions } from '../transport.ts';
import { KafkaBatch } from './batch.ts';
import { Connection, retryFor } from './connection.ts';
import { Liveness } from './liveness.ts';
import type { KafkaSettings } from './options.ts';
import { isOutage } from './outage.ts';
import { within } from './within.ts';

export interface SessionOptions extends Required<ConsumeOptions> {
  /** Called at each assignment, before anything of it is fetched. */
  readonly onAssigned?: (consumer: Consumer) => void;
  /** Called when every broker has been asked twice and had nothing. */
  readonly onQuiet?: () => void;
}

/** The handler's own failure, apart from those of the log. */
export class HandlerFailure {
  readonly reason: unknown;

  constructor(reason: unknown) {
    this.reason = reason;
  }
}

/** Compressed bytes of one fetch: what it decodes to, some ten times as much, is held until all of it is handled. */
const fetchBytes = { maxBytesPerPartition: 64 * 1024, maxBytes: 128 * 1024 };
const heartbeatMs = 1000;
/** Without leaving, the others wait for this member until its session expires; who does not answer cannot be told. */
const leaveMs = { answering: 10_000, silent: 1000 } as const;

/** One membership of a group, from joining to leaving; kafkajs cannot be started again after a crash. */
export class Session {
  readonly #options: SessionOptions;
  readonly #settings: KafkaSettings;
  readonly #connection: Connection;
  readonly #consumer: Consumer;
  readonly #liveness: Liveness;
  readonly #ended = Promise.withResolvers<undefined>();
  #generation = 0;
  #isEnding = false;
  #leaveMs: number = leaveMs.answering;
  #inHand: Promise<unknown> = Promise.resolve();

  constructor(settings: KafkaSettings, options: SessionOptions, onJoined: () => void) {
    this.#options = options;
    this.#settings = settings;
    this.#ended.promise.catch(() => undefined);
    const { groupId, topics, onAssigned } = options;
    const retry = retryFor(5);
    this.#connection = new Connection(settings, { operation: `consume ${topics.join(', ')}`, retry });
    this.#consumer = this.#connection.kafka.consumer({
      groupId,
      sessionTimeout: settings.sessionTimeoutMs,
      rebalanceTimeout: settings.sessionTimeoutMs,
      heartbeatInterval: Math.min(heartbeatMs, settings.sessionTimeoutMs / 3),
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      ...fetchBytes,
      // Else kafkajs goes on in the background, or does nothing for ever; here somebody decides.
      retry: { ...retry, restartOnFailure: async () => false },
    });
    this.#liveness = new Liveness(settings, this.#consumer, (reason) => this.#fail(reason));
    const { CRASH, GROUP_JOIN } = this.#consumer.events;
    this.#consumer.on(CRASH, ({ payload }) => this.#fail(payload.error));
    this.#consumer.on(GROUP_JOIN, () => {
      this.#generation += 1;
      onAssigned?.(this.#consumer);
      onJoined();
    });
  }

  /** Whether the group was joined, and heard of since. */
  get wasAlive(): boolean {
    return this.#liveness.wasAlive;
  }

  /** Resolves after {@link stop}; rejects with what ended it, with a {@link HandlerFailure} where that was the handler. */
  async run(): Promise<void> {
    try {
      await Promise.race([this.#start(), this.#ended.promise]);
      await this.#ended.promise;
    } finally {
      await this.#leave();
    }
  }

  stop(): void {
    this.#isEnding = true;
    this.#ended.resolve(undefined);
  }

  async #start(): Promise<void> {
    const { topics, onQuiet } = this.#options;
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...topics], fromBeginning: true });
    if (onQuiet) this.#liveness.onQuiet = onQuiet;
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: (payload) => this.#handle(payload),
    });
  }

  async #leave(): Promise<void> {
    this.#isEnding = true;
    this.#liveness.close();
    // At once, so that nothing more is fetched; it waits for the batch in hand itself.
    const leaving = this.#consumer.disconnect();
    leaving.catch(() => undefined);
    await this.#inHand.catch(() => undefined);
    await within(this.#leaveMs, leaving, () => this.#connection.cut());
    // A join that was under way would go on.
    this.#connection.cut();
  }

  #mustEnd(): boolean {
    return this.#isEnding;
  }

  #fail(reason: unknown): void {
    this.#isEnding = true;
    if (isOutage(reason)) this.#leaveMs = leaveMs.silent;
    this.#ended.reject(reason);
  }

  async #handle(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const generation = this.#generation;
    const isCurrent = () => generation === this.#generation;
    const { maxBatchSize, groupId } = this.#options;
    for (let start = 0; start < batch.messages.length; start += maxBatchSize) {
      if (this.#mustEnd() || payload.isStale() || !isCurrent()) return;
      const messages = batch.messages.slice(start, start + maxBatchSize);
      const isLast = start + maxBatchSize >= batch.messages.length;
      // What lies behind the last message, such as the end of a transaction, is done with it.
      const last = Number(isLast ? batch.lastOffset() : messages.at(-1)?.offset);
      const context = { settings: this.#settings, groupId, payload, isCurrent };
      await this.#handOver(new KafkaBatch(context, messages, last + 1));
      if (this.#mustEnd() || !isCurrent()) return;
      payload.resolveOffset(String(last));
      await payload.heartbeat();
    }
  }

  /** Throws what kafkajs said of the rebalance: that is how it learns that the batch has ended. */
  async #handOver(batch: KafkaBatch): Promise<void> {
    this.#liveness.pause();
    try {
      const handled = this.#options.onBatch(batch);
      this.#inHand = handled;
      await handled;
    } catch (error) {
      if (!(error instanceof PartitionLostError && error === batch.lost)) this.#fail(new HandlerFailure(error));
    } finally {
      this.#liveness.resume();
    }
    if (batch.lost?.cause instanceof Error) throw batch.lost.cause;
  }
}
