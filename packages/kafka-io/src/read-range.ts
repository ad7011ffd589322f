import type { PartitionOffset, ReadOptions } from './transport.ts';

/** What is to be read of one partition: `from` up to, not including, `until`. */
export interface ReadRange {
  readonly partition: number;
  readonly from: number;
  readonly until: number;
}

/** What is still in one partition. */
export interface PartitionBounds {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

/** Ranges that hold something: what the caller asks for, cut to what the log has. */
export function readRanges(
  topic: string,
  bounds: readonly PartitionBounds[],
  { from = [], until }: Pick<ReadOptions, 'from' | 'until'>,
): ReadRange[] {
  const ranges = bounds.map(({ partition, start, end }) => ({
    partition,
    from: Math.max(start, offsetOf(from, topic, partition) ?? start),
    until: Math.min(end, until === undefined ? end : (offsetOf(until, topic, partition) ?? start)),
  }));
  return ranges.filter((range) => range.from < range.until);
}

const offsetOf = (offsets: readonly PartitionOffset[], topic: string, partition: number): number | undefined =>
  offsets.find((each) => each.topic === topic && each.partition === partition)?.offset;
