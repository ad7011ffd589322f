import { z } from 'zod';
import { unusedRateState, usedUpRateState, type RateState } from './rate-state.ts';

const count = z.int().min(0);

const rateStateSchema: z.ZodType<RateState> = z.strictObject({
  minute: count,
  minuteUsed: count,
  hour: count,
  hourUsed: count,
  serverLimit: count.nullable(),
  blockedUntil: count,
});

const ledgerFileSchema = z.strictObject({
  version: z.literal(1),
  /** When the file could not be read and was begun anew; a key that is not in it may have used that minute up. */
  resetAt: count.optional(),
  keys: z.record(z.string(), rateStateSchema),
});

/** What lies in the file: the state of each key, under a hash of it. */
export interface LedgerFile {
  readonly resetAt?: number | undefined;
  readonly keys: Readonly<Record<string, RateState>>;
}

/** The file, empty where there is none yet; undefined when it is damaged. */
export function parseLedgerFile(text: string | undefined): LedgerFile | undefined {
  if (text === undefined) return { keys: {} };
  try {
    return ledgerFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export const formatLedgerFile = (file: LedgerFile): string => `${JSON.stringify({ version: 1, ...file })}\n`;

export function stateOf({ keys, resetAt }: LedgerFile, key: string): RateState {
  return keys[key] ?? (resetAt === undefined ? unusedRateState : usedUpRateState(resetAt));
}
