import { describe, expect, it } from 'vitest';
import { createInProcessSchemaRegistry, createInProcessTransport } from '@airstar/kafka-io';
import { openDuckDbRawStore } from '@airstar/raw-store/duckdb';
import { contracts, topics } from '@airstar/schemas';
import { migrate } from '../src/commands/migrate.ts';

describe('migrate', () => {
  it('brings topics, subjects and the raw store, and again changes nothing', async () => {
    await using cleanup = new AsyncDisposableStack();
    const transport = cleanup.adopt(createInProcessTransport(), (each) => each.close());
    const store = cleanup.adopt(await openDuckDbRawStore({ path: ':memory:' }), (each) => each.close());
    const registry = createInProcessSchemaRegistry();
    const steps: string[] = [];
    const first = await migrate({ transport, registry, store }, (step) => steps.push(step));
    expect(first.topics).toEqual(Object.values(topics).map(({ name }) => name));
    expect(Object.keys(first.subjects)).toEqual(contracts.map(({ subject }) => subject));
    expect(steps).toHaveLength(2 + contracts.length);
    for (const name of first.topics) expect(await transport.endOffsets(name)).not.toEqual([]);
    expect(await migrate({ transport, registry, store }, () => undefined)).toEqual(first);
  });
});
