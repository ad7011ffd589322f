import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from '../src/in-process/partitioner.ts';

describe('murmur2', () => {
  // testMurmur2 of clients/src/test/java/org/apache/kafka/common/utils/UtilsTest.java in apache/kafka.
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
    ['', 275646681],
  ])('hashes %j as the Java client does', (key, hash) => {
    expect(murmur2(Buffer.from(key))).toBe(hash);
  });

  it('hashes bytes that are no text as the Java client does', () => {
    expect(murmur2(Buffer.from([12, 42, 56, 24, 109, 111]))).toBe(274204207);
  });

  it('gives the same for bytes anywhere in a larger buffer', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(9), (bytes, offset) => {
        const larger = Buffer.alloc(bytes.length + offset, 7);
        larger.set(bytes, offset);
        expect(murmur2(larger.subarray(offset))).toBe(murmur2(bytes));
      }),
    );
  });
});

describe('partitionOf', () => {
  it('clears the sign bit of a negative hash instead of negating it', () => {
    expect(partitionOf(Buffer.from('foobar'), 10)).toBe(6);
  });

  it('names a partition that exists', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 1, max: 1000 }), (key, partitions) => {
        const partition = partitionOf(key, partitions);
        expect(Number.isInteger(partition) && partition >= 0 && partition < partitions).toBe(true);
      }),
    );
  });
});
