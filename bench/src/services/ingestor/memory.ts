import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import manifest from '../../../../apps/ingestor/package.json' with { type: 'json' };
import { root } from '../../airstar.ts';
import { formatRate, note, type Figure } from '../../measure.ts';
import { runObserved, type Observed } from '../process-group.ts';
import type { Backlog } from './backlog.ts';
import { startSink } from './sink.ts';

const sizes = [2_000_000, 4_000_000] as const;
const mostMegabytes = 350;

/** The built ingestor takes in the whole topic, as fast as it can: the store acknowledges everything at once. */
export async function memory(backlog: Backlog): Promise<Figure[]> {
  const observed: Observed[] = [];
  for (const size of sizes) {
    await backlog.growTo(size);
    note(`${size.toLocaleString('en-US')} messages are waiting`);
    observed.push(await drain(backlog, size));
  }
  return sizes.map((size, index): Figure => {
    const { megabytes = NaN, seconds = NaN } = observed[index] ?? {};
    const growth = megabytes / (observed[0]?.megabytes ?? NaN);
    return {
      what: `backlog of ${size.toLocaleString('en-US')} messages: highest memory`,
      measured: `${megabytes.toFixed(0)} MB, ${formatRate(size, seconds)}`,
      target:
        index === 0 ? `≤ ${mostMegabytes} MB` : `${growth.toFixed(2)} of the half; target ≤ 1.1, ≤ ${mostMegabytes} MB`,
      isReached: megabytes <= mostMegabytes && growth <= 1.1,
    };
  });
}

async function drain({ broker, registryUrl }: Backlog, messages: number): Promise<Observed> {
  const sink = await startSink();
  try {
    const variables = [
      `KAFKA_BROKERS=${broker}`,
      `SCHEMA_REGISTRY_URL=${registryUrl}`,
      `MONGODB_URI=${sink.uri}`,
      `KAFKA_GROUP_ID=bench-${randomUUID()}`,
    ];
    const program = [process.execPath, ...manifest.nodeOptions, join(root, 'apps/ingestor/dist/main.js')];
    const command: [string, ...string[]] = ['env', ...variables, ...program, 'drain', '--until-now'];
    const observed = await runObserved(command, ['ignore', 'ignore', 'inherit']);
    // Counters and the like are written besides.
    if (sink.written() < messages) throw new Error(`Only ${sink.written()} of ${messages} documents were written.`);
    return observed;
  } finally {
    sink.close();
  }
}
