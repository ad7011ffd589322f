import type { EpochMilliseconds } from '@airstar/schemas';
import type { Transport } from '../transport.ts';
import { InProcessClient } from './client.ts';
import { Log } from './log.ts';

export interface InProcessLogOptions {
  /**
   * How many messages of a topic a group with a running consumer may have uncommitted before `send` waits.
   * A single `send` may exceed it. Default 50000.
   */
  readonly maxUnconsumed?: number;
  /** Gives messages their timestamp. Default `Date.now`. */
  readonly clock?: () => EpochMilliseconds;
}

/**
 * A log in the memory of the process. It drops what every group that ever consumed a topic has committed (of a compact
 * topic, what a newer message of the same key replaces, once that is half of what it holds); a topic that nobody has
 * consumed is kept whole. A group that comes after the drop starts behind it. `retentionMs` plays no part: the process
 * ends before.
 */
export interface InProcessLog {
  /** A client of its own: closing it leaves the log and the other clients as they are. */
  connect(): Transport;
}

/** A log that several clients share. */
export function createInProcessLog({
  maxUnconsumed = 50_000,
  clock = Date.now,
}: InProcessLogOptions = {}): InProcessLog {
  if (!(maxUnconsumed >= 0)) throw new RangeError(`maxUnconsumed must be 0 or more, not ${maxUnconsumed}.`);
  const log = new Log({ maxUnconsumed, clock });
  return { connect: () => new InProcessClient(log) };
}

/**
 * The only client of a log of its own.
 *
 * @example
 * const transport = createInProcessTransport();
 * await transport.createTopics(Object.values(topics));
 */
export function createInProcessTransport(options?: InProcessLogOptions): Transport {
  return createInProcessLog(options).connect();
}
