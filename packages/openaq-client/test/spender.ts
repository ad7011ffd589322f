import { createOpenAqClient } from '../src/index.ts';
import { createFileRateLedger } from '../src/file-ledger.ts';

// A process of its own: asks as often as the budget of its minute allows, four at a time. Its clock stands still.
const [baseUrl = '', path = '', perMinute = '', now = ''] = process.argv.slice(2);

class BudgetSpent extends Error {}

const client = createOpenAqClient({
  baseUrl,
  clock: { now: () => Number(now), sleep: () => Promise.resolve() },
  ledger: createFileRateLedger({ path, limits: { perMinute: Number(perMinute), perHour: 10_000 } }),
  onWait: () => {
    throw new BudgetSpent();
  },
});

async function spend(): Promise<void> {
  for (;;) await client.locations.sensors(7982);
}

const ends = await Promise.allSettled([spend(), spend(), spend(), spend()]);
for (const end of ends) {
  if (end.status === 'rejected' && !(end.reason instanceof BudgetSpent)) throw end.reason;
}
