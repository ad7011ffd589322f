import { createOpenAqClient, type ClientEvents, type OpenAqClient } from '@airstar/openaq-client';
import { createFileRateLedger } from '@airstar/openaq-client/file-ledger';
import type { SourceSettings } from './env.ts';

export interface SourceOptions extends ClientEvents {
  /** Longest wait for the budget of requests, in milliseconds. */
  readonly maxWait: number;
  readonly onLedgerReset?: (path: string) => void;
}

/** A client of OpenAQ that counts its requests where the environment says, with all other processes of the key. */
export function openSource(
  { apiKey, baseUrl, limits, ledgerFile }: SourceSettings,
  { maxWait, onLedgerReset, ...events }: SourceOptions,
): OpenAqClient {
  const budget =
    ledgerFile === undefined
      ? { rateLimit: limits }
      : { ledger: createFileRateLedger({ path: ledgerFile, apiKey, limits, onReset: onLedgerReset }) };
  return createOpenAqClient({ apiKey, baseUrl, maxBudgetWait: maxWait, ...budget, ...events });
}
