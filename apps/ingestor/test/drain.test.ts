import type { PartitionOffset } from '@airstar/kafka-io';
import { topics } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { drain, drainUntilNow } from '../src/commands/drain.ts';
import { follow } from '../src/commands/follow.ts';
import { ReconciliationError } from '../src/errors.ts';
import { highestOffsets } from '../src/extraction.ts';
import { defaultGroupId, ingestAccounting } from '../src/index.ts';
import { openPipeline, reading, readings } from './pipeline.ts';

async function open() {
  const pipeline = await openPipeline();
  const publish = async (batchId: string, sensors: number, count: number): Promise<PartitionOffset[]> => {
    const offsets: PartitionOffset[] = [];
    for (let sensor = 1; sensor <= sensors; sensor += 1) {
      offsets.push(...(await pipeline.measurements.publish(readings(sensor, count), { batchId })));
    }
    return highestOffsets(offsets);
  };
  const stop = new AbortController();
  const drainDependencies = { ...pipeline, ingest: pipeline.dependencies };
  return { ...pipeline, publish, stop, drainDependencies, options: { signal: stop.signal } };
}

describe('drain', () => {
  it('takes in what an extraction published and prints its accounting', async () => {
    const { publish, drainDependencies, options } = await open();
    const endOffsets = await publish('b', 3, 10);
    const accounting = await drain(drainDependencies, { batchId: 'b', published: 30, endOffsets }, options);
    expect(accounting).toEqual({
      stage: 'ingest',
      batchId: 'b',
      read: 30,
      produced: 30,
      rejected: 0,
      duplicate: 0,
      inserted: 30,
      updated: 0,
      unchanged: 0,
      flagged: 0,
      locations: 0,
      requests: 0,
      seconds: 1.5,
    });
  });

  it('counts what was refused and what was known before, and agrees all the same', async () => {
    const { publish, measurements, drainDependencies, options } = await open();
    const offsets = [...(await publish('b', 1, 5)), ...(await publish('b', 1, 5))];
    offsets.push(...(await measurements.publish([reading(1, 6, { timezone: 'Mars/Olympus' })], { batchId: 'b' })));
    const extraction = { batchId: 'b', published: 11, endOffsets: highestOffsets(offsets) };
    expect(await drain(drainDependencies, extraction, options)).toMatchObject({
      read: 11,
      produced: 10,
      inserted: 5,
      duplicate: 5,
      rejected: 1,
    });
  });

  it('does nothing where another ingestor has done the work', async () => {
    const { publish, drainDependencies, dependencies, options } = await open();
    const endOffsets = await publish('b', 3, 10);
    const other = new AbortController();
    const following = follow(dependencies, { signal: other.signal });
    const extraction = { batchId: 'b', published: 30, endOffsets };
    expect(await drain(drainDependencies, extraction, options)).toMatchObject({ read: 30, inserted: 30 });
    const idle = {
      ...dependencies,
      transport: { ...dependencies.transport, consume: () => Promise.reject(new Error()) },
    };
    const { transport } = dependencies;
    idle.transport.committedOffsets = (group, topic) => transport.committedOffsets(group, topic);
    expect(await drain({ ...drainDependencies, ingest: idle }, extraction, options)).toMatchObject({ read: 30 });
    other.abort();
    await following;
  });

  it.each([
    ['fewer', 31],
    ['more', 29],
  ])('fails with the counts when %s were taken in than were published', async (_, published) => {
    const { publish, drainDependencies, options } = await open();
    const endOffsets = await publish('b', 3, 10);
    const draining = drain(drainDependencies, { batchId: 'b', published, endOffsets }, options);
    await expect(draining).rejects.toThrow(ReconciliationError);
    await expect(draining).rejects.toThrow(
      `Batch b: ${published} readings were published, 30 were taken in (30 inserted, 0 duplicate, 0 rejected).`,
    );
  });

  it('is content with an extraction that published nothing', async () => {
    const { drainDependencies, options } = await open();
    const extraction = { batchId: 'empty', published: 0, endOffsets: [] };
    expect(await drain(drainDependencies, extraction, options)).toMatchObject({ batchId: 'empty', read: 0 });
  });

  it('that is stopped has committed what it wrote, and rejects', async () => {
    const { publish, drainDependencies, dependencies, stop, options, store, transport } = await open();
    const endOffsets = await publish('b', 3, 10);
    const stopping = {
      ...dependencies,
      store: {
        write: (batch: Parameters<typeof store.write>[0]) => {
          stop.abort();
          return store.write(batch);
        },
      },
    };
    const extraction = { batchId: 'b', published: 30, endOffsets };
    const draining = drain({ ...drainDependencies, ingest: stopping }, extraction, options);
    await expect(draining).rejects.toMatchObject({ name: 'AbortError' });
    const { read } = await ingestAccounting(store, 'b', 0);
    expect(read).toBeGreaterThan(0);
    const committed = await transport.committedOffsets(defaultGroupId, topics.measurements.name);
    expect(committed.reduce((sum, { offset }) => sum + offset, 0)).toBe(read);
  });

  it('that is stopped while it joins the group ends too', async () => {
    const { publish, drainDependencies, dependencies, stop, options } = await open();
    const [end] = await publish('b', 1, 1);
    const { transport } = dependencies;
    const joining = {
      ...dependencies,
      transport: {
        committedOffsets: (group: string, topic: string) => transport.committedOffsets(group, topic),
        consume: async (consuming: Parameters<typeof transport.consume>[0]) => {
          const consumption = await transport.consume(consuming);
          stop.abort();
          return consumption;
        },
      },
    };
    const endOffsets = end ? [{ ...end, offset: end.offset + 1 }] : [];
    const draining = drain(
      { ...drainDependencies, ingest: joining },
      { batchId: 'b', published: 2, endOffsets },
      options,
    );
    await expect(draining).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('until now takes in whatever is there', async () => {
    const { publish, drainDependencies, options, store } = await open();
    await publish('one', 2, 3);
    await publish('two', 2, 4);
    const { endOffsets, seconds } = await drainUntilNow(drainDependencies, options);
    expect(endOffsets.reduce((sum, { offset }) => sum + offset, 0)).toBe(14);
    expect(seconds).toBe(1.5);
    expect((await ingestAccounting(store, 'two', 0)).read).toBe(8);
  });
});

describe('follow', () => {
  it('takes in what comes until it is stopped, and says how much that was', async () => {
    const { publish, dependencies, stop, options, transport } = await open();
    await publish('before', 1, 4);
    const following = follow(dependencies, options);
    await publish('after', 2, 3);
    const ends = await transport.endOffsets(topics.measurements.name);
    await expect.poll(() => transport.committedOffsets(defaultGroupId, topics.measurements.name)).toEqual(ends);
    stop.abort();
    expect(await following).toEqual({ messages: 10 });
  });

  it('ends with the error that ended the consumption', async () => {
    const { publish, dependencies, options } = await open();
    await publish('b', 1, 1);
    const broken = { ...dependencies, store: { write: () => Promise.reject(new Error('disk on fire')) } };
    await expect(follow(broken, options)).rejects.toThrow('disk on fire');
  });

  it('that is stopped before it began ends at once', async () => {
    const { dependencies } = await open();
    expect(await follow(dependencies, { signal: AbortSignal.abort() })).toEqual({ messages: 0 });
  });
});
