import type { RawMeasurement } from '@airstar/schemas';
import fc from 'fast-check';
import type { RawBatch } from '../../src/index.ts';
import { batchOf, measurement } from './documents.ts';

interface Entry {
  readonly extraction: number;
  /** Which version of which reading; absent where the message is rejected. */
  readonly version: { readonly hour: number; readonly content: number; readonly seenAt: number } | undefined;
}

export type Log = readonly Entry[];

interface Message {
  readonly offset: number;
  readonly batchId: string;
  readonly document: RawMeasurement | undefined;
}

const version = fc.record({
  hour: fc.nat({ max: 3 }),
  content: fc.nat({ max: 2 }),
  seenAt: fc.integer({ min: 1, max: 9 }).map((seconds) => seconds * 1000),
});

/** One partition: few versions, so that many are read twice; few extractions, mixed. */
export const logs: fc.Arbitrary<Log> = fc.array(
  fc.record({ extraction: fc.nat({ max: 2 }), version: fc.option(version, { nil: undefined, freq: 4 }) }),
  { minLength: 1, maxLength: 30 },
);

/**
 * Ways to deliver a log: in order and without gaps, but again and again from any earlier point and cut anywhere, as a
 * consumer does that dies between writing and committing.
 */
export const deliveries: fc.Arbitrary<(length: number) => [from: number, to: number][]> = fc
  .array(fc.record({ back: fc.nat({ max: 12 }), size: fc.integer({ min: 1, max: 12 }) }), { maxLength: 8 })
  .map((steps) => (length: number) => {
    const ranges: [number, number][] = [];
    let reached = 0;
    for (const { back, size } of steps) {
      const from = Math.max(0, reached - back);
      const to = Math.min(length, from + size);
      ranges.push([from, to]);
      reached = Math.max(reached, to);
    }
    return [...ranges, [reached, length], [0, length]];
  });

/** The messages of a log, of their own extractions and sensor, so that runs share a store. */
export function messagesOf(log: Log, name: string, sensorId: number): Message[] {
  return log.map(({ extraction, version: chosen }, offset) => ({
    offset,
    batchId: `${name}-${extraction}`,
    document: chosen && measurement({ ...chosen, sensorId }),
  }));
}

export function sliceOf(messages: readonly Message[], from: number, to: number): RawBatch {
  const slice = messages.slice(from, to);
  return batchOf({
    nextOffset: to,
    measurements: slice.flatMap(({ offset, batchId, document }) => (document ? [{ offset, batchId, document }] : [])),
    rejected: slice
      .filter(({ document }) => document === undefined)
      .map(({ offset, batchId }) => ({ offset, batchId })),
  });
}
