const seed = 0x9747b28c;
const multiplier = 0x5bd1e995;

/** Kafka's variant of MurmurHash2 as a signed 32-bit number (`org.apache.kafka.common.utils.Utils#murmur2`). */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tail = bytes.length & ~3;
  let hash = seed ^ bytes.length;
  for (let position = 0; position < tail; position += 4) {
    hash = Math.imul(hash, multiplier) ^ mix(view.getInt32(position, true));
  }
  if (tail < bytes.length) {
    for (let position = bytes.length - 1; position >= tail; position -= 1) {
      hash ^= view.getUint8(position) << ((position - tail) * 8);
    }
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return hash ^ (hash >>> 15);
}

function mix(word: number): number {
  const product = Math.imul(word, multiplier);
  return Math.imul(product ^ (product >>> 24), multiplier);
}

/**
 * The partition that Kafka's Java producer and kafkajs' default partitioner give this key. The sign bit is cleared
 * rather than negated (`Utils#toPositive`): −2³¹ has no positive counterpart.
 */
export function partitionOf(key: Uint8Array, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
