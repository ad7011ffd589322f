import { UsageError } from '@airstar/app-process';
import { ReconciliationError } from '@airstar/loader';
import { OpenAqError } from '@airstar/openaq-client';
import { PostgresServerError } from '@airstar/postgres-server';
import { RawStoreError } from '@airstar/raw-store';
import { StarSchemaError } from '@airstar/star-schema';
import { TransformError } from '../transform/errors.ts';

const expected = [
  OpenAqError,
  PostgresServerError,
  RawStoreError,
  ReconciliationError,
  StarSchemaError,
  TransformError,
];

/** What a person is told: one clear message for what we know, the whole stack for what we do not. */
export function describeError(error: unknown): { readonly message: string; readonly exitCode: number } {
  if (error instanceof UsageError) return { message: error.message, exitCode: 2 };
  if (expected.some((type) => error instanceof type)) return { message: (error as Error).message, exitCode: 1 };
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC')
    return {
      message: `No space left on the disk (${path ?? 'data directory'}). Free some and run again.`,
      exitCode: 1,
    };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), exitCode: 1 };
}
