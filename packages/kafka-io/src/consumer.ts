import { setTimeout } from 'node:timers/promises';
import type { SchemaRegistry } from './codec/registry.ts';
import type { DeadLetterWriter } from './dead-letter.ts';
import { TransportClosedError } from './errors.ts';
import { Goal } from './goal.ts';
import { createIntake, type PreparedBatch } from './intake.ts';
import { keepingAlive } from './keep-alive.ts';
import type { TopicHandler } from './topic-handler.ts';
import type { Consumption, PartitionOffset, Transport } from './transport.ts';

export interface TypedConsumeOptions<Prepared> {
  readonly transport: Pick<Transport, 'consume' | 'committedOffsets'>;
  readonly registry: SchemaRegistry;
  readonly groupId: string;
  /** One per topic. */
  readonly handlers: readonly TopicHandler<Prepared>[];
  /** Takes what does not fit, before {@link write} is called. When it rejects, the consumption ends uncommitted. */
  readonly deadLetters: DeadLetterWriter;
  /**
   * Durable when it resolves; then the batch is committed. Called with each batch, also where nothing of it was
   * prepared. Sees a message at least once, so it has to know it again. A rejection ends the consumption.
   */
  readonly write: (batch: PreparedBatch<Prepared>) => Promise<void>;
  /** Most messages handed over at once. Default 5000. */
  readonly maxBatchSize?: number;
  /**
   * Ends the consumption when the group has committed all of these, whichever consumer of it did. Without it the
   * consumption goes on until it is stopped.
   */
  readonly until?: readonly PartitionOffset[];
  /** Waits between two looks at what others of the group have committed. Default a real timer. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** What handlers of several topics prepare, as one union. */
export type PreparedBy<Handlers> = Handlers extends readonly TopicHandler<infer Prepared>[] ? Prepared : never;

/**
 * Reads events: decodes and prepares them, puts misfits into the dead letters, writes, commits, in this order, batch by
 * batch. The order of a partition is kept.
 *
 * With `until`, `done` resolves when it is reached, without joining the group where it is reached already, and rejects
 * with a `TransportClosedError` when the transport closes before.
 */
export async function consumeTyped<const Handlers extends readonly TopicHandler<unknown>[]>(
  options: TypedConsumeOptions<PreparedBy<Handlers>> & { readonly handlers: Handlers },
): Promise<Consumption> {
  const { transport, groupId, handlers, maxBatchSize, until } = options;
  const takeIn = createIntake<PreparedBy<Handlers>>(options);
  const goal = until && new Goal(transport, groupId, until);
  await goal?.refresh();
  if (goal?.isReached) return { done: Promise.resolve(), stop: () => Promise.resolve() };
  const consumption = await transport.consume({
    groupId,
    topics: handlers.map(({ topic }) => topic),
    ...(maxBatchSize !== undefined && { maxBatchSize }),
    onBatch: async (batch) => {
      const committing = keepingAlive(batch, () => takeIn(batch));
      await (goal ? goal.advanceBy(committing) : committing);
    },
  });
  return goal ? endAt(goal, consumption, options.sleep ?? sleepFor) : consumption;
}

type Sleep = NonNullable<TypedConsumeOptions<unknown>['sleep']>;

/** Only how soon we notice what another consumer did depends on it. */
const refreshMilliseconds = 500;

const sleepFor: Sleep = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal });

function endAt(goal: Goal, consumption: Consumption, sleep: Sleep): Consumption {
  const ending = new AbortController();
  let isStopped = false;

  const watch = async (): Promise<void> => {
    while (!goal.isReached && !ending.signal.aborted) {
      const before = goal.advances;
      await sleep(refreshMilliseconds, ending.signal);
      // Who has work to do need not know what others did: asking costs as much as hundreds of messages.
      if (goal.advances === before && !goal.isAdvancing) await goal.refresh();
    }
  };
  const finish = async (): Promise<void> => {
    try {
      await Promise.race([goal.reached, consumption.done, watch()]);
      if (!goal.isReached && !isStopped) throw new TransportClosedError('consume up to the offsets asked for');
    } finally {
      ending.abort();
      await consumption.stop();
    }
    // The batch that was in hand when the goal was reached may have failed.
    await consumption.done;
  };

  const done = finish();
  done.catch(() => undefined);
  const stop = async (): Promise<void> => {
    isStopped = true;
    await consumption.stop();
    await done.catch(() => undefined);
  };
  return { done, stop };
}
