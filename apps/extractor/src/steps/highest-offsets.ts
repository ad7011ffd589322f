import type { PartitionOffset } from '@airstar/kafka-io';

/** Collects, over many sends, the furthest position of every partition. */
export function highestOffsets() {
  const highest = new Map<string, PartitionOffset>();
  return {
    add(offsets: readonly PartitionOffset[]): void {
      for (const offset of offsets) {
        const name = `${offset.topic}/${offset.partition}`;
        if (offset.offset > (highest.get(name)?.offset ?? -1)) highest.set(name, offset);
      }
    },
    all: (): PartitionOffset[] => [...highest.values()],
  };
}
