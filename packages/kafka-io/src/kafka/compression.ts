import { promisify } from 'node:util';
import zlib from 'node:zlib';
import kafkajs from 'kafkajs';

export type CompressionName = 'gzip' | 'zstd' | 'none';

const { CompressionCodecs, CompressionTypes } = kafkajs;

// Node before 22.15 has no zstd.
const hasZstd = 'zstdCompress' in zlib;

export const defaultCompression: CompressionName = hasZstd ? 'zstd' : 'gzip';

export const compressionTypes = {
  gzip: CompressionTypes.GZIP,
  zstd: CompressionTypes.ZSTD,
  none: CompressionTypes.None,
} as const satisfies Record<CompressionName, unknown>;

/** Teaches kafkajs zstd, which it names and does not bring. */
export function registerZstd(): void {
  if (!hasZstd) return;
  const compress = promisify<Buffer, Buffer>(zlib.zstdCompress);
  const decompress = promisify<Buffer, Buffer>(zlib.zstdDecompress);
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: { buffer: Buffer }) => compress(buffer),
    decompress,
  });
}
