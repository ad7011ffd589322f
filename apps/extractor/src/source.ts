import { createOpenAqClient, type ClientEvents, type OpenAqClient } from '@airstar/openaq-client';
import { createFileRateLedger } from '@airstar/openaq-client/file-ledger';
import type { SourceSettings } from './env.ts';

/** A client of OpenAQ that counts its requests where the environment says, with all other processes of the key. */
export function openSource(
  { apiKey, baseUrl, limits, ledgerFile }: SourceSettings,
  { onLedgerReset, ...events }: ClientEvents & { readonly onLedgerReset?: (path: string) => void } = {},
): OpenAqClient {
  const budget =
    ledgerFile === undefined
      ? { rateLimit: limits }
      : { ledger: createFileRateLedger({ path: ledgerFile, apiKey, limits, onReset: onLedgerReset }) };
  return createOpenAqClient({ apiKey, baseUrl, ...budget, ...events });
}
