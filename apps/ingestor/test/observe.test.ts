import { createProgress } from '@airstar/app-process';
import { PartitionLostError } from '@airstar/kafka-io';
import { measurementContract, topics } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { measureLag } from '../src/lag.ts';
import { createMetrics } from '../src/metrics.ts';
import { observe } from '../src/observe.ts';
import { defaultGroupId } from '../src/index.ts';
import { openPipeline, reading, readings } from './pipeline.ts';

async function open() {
  const pipeline = await openPipeline();
  const metrics = createMetrics();
  const clock = { now: Date.UTC(2025, 0, 1) };
  const progress = createProgress({ limitMs: 1000, clock: () => clock.now });
  const observed = observe(pipeline.dependencies, { metrics, progress, clock: () => clock.now });
  const shown = async () =>
    (await metrics.registry.metrics()).split('\n').filter((line) => /^airstar.* [1-9]/.test(line));
  return { ...pipeline, metrics, clock, progress, observed, shown };
}

describe('an observed ingestor', () => {
  it('counts messages, documents, dead letters by reason, commits and write times', async () => {
    const { measurements, drain, observed, shown } = await open();
    await measurements.publish([...readings(1, 4), reading(1, 9, { timezone: 'Mars/Olympus' })], { batchId: 'b' });
    await drain(topics.measurements.name, observed);
    await measurements.publish(readings(1, 3), { batchId: 'again' });
    await drain(topics.measurements.name, observed);
    const lines = await shown();
    expect(lines).toEqual(
      expect.arrayContaining([
        'airstar_ingestor_messages_total{topic="openaq.measurements.v1"} 8',
        'airstar_ingestor_documents_total{outcome="inserted"} 4',
        'airstar_ingestor_documents_total{outcome="duplicate"} 3',
        'airstar_ingestor_dead_letters_total{reason="invalid-record"} 1',
        'airstar_ingestor_commits_total{topic="openaq.measurements.v1"} 2',
        'airstar_ingestor_write_seconds_count 2',
        'airstar_ingestor_last_progress_timestamp_seconds 1735689600',
      ]),
    );
  });

  it('is not well while a write hangs', async () => {
    const { measurements, drain, dependencies, metrics, progress, clock } = await open();
    const [begun, hanging] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
    const slow = observe(
      {
        ...dependencies,
        store: {
          write: async (batch) => {
            begun.resolve(undefined);
            await hanging.promise;
            return dependencies.store.write(batch);
          },
        },
      },
      { metrics, progress, clock: () => clock.now },
    );
    await measurements.publish(readings(1, 3), { batchId: 'b' });
    const draining = drain(topics.measurements.name, slow);
    await begun.promise;
    clock.now += 1001;
    expect(progress.report()).toMatchObject({
      isProgressing: false,
      reason: expect.stringMatching(/^a batch of openaq\.measurements\.v1\/\d is in hand for 1 s/),
    });
    hanging.resolve(undefined);
    await draining;
    expect(progress.report()).toMatchObject({ isProgressing: true, inHand: 0 });
  });

  it('counts a batch that a rebalance took away, and not as done', async () => {
    const { measurements, dependencies, drain, metrics, progress, shown } = await open();
    let isFirst = true;
    const lost = new PartitionLostError(defaultGroupId, measurementContract.topic, 0);
    const { transport } = dependencies;
    const shaken = observe(
      {
        ...dependencies,
        transport: {
          committedOffsets: (group, topic) => transport.committedOffsets(group, topic),
          consume: (options) =>
            transport.consume({
              ...options,
              onBatch: async (batch) => {
                if (!isFirst) return options.onBatch(batch);
                isFirst = false;
                // The handler sees what the group has decided while it worked.
                const gone = { ...batch, heartbeat: () => Promise.reject(lost), commit: () => Promise.reject(lost) };
                await options.onBatch(gone).catch(() => undefined);
                return options.onBatch(batch);
              },
            }),
        },
      },
      { metrics, progress, clock: () => 0 },
    );
    await measurements.publish(readings(1, 3), { batchId: 'b' });
    await drain(topics.measurements.name, shaken);
    const lines = await shown();
    expect(lines).toContain('airstar_ingestor_lost_batches_total 1');
    expect(lines).toContain('airstar_ingestor_messages_total{topic="openaq.measurements.v1"} 3');
  });
});

describe('lag', () => {
  it('is what the group has not committed, and makes a process that does nothing unwell', async () => {
    const { measurements, transport, drain, metrics, progress, clock, shown } = await open();
    const look = () => measureLag({ transport, groupId: defaultGroupId, metrics, progress });
    await measurements.publish(readings(1, 5), { batchId: 'b' });
    await look();
    expect(await shown()).toEqual([
      expect.stringMatching(/^airstar_ingestor_lag\{topic="openaq.measurements.v1",partition="\d"\} 5$/),
    ]);
    clock.now += 1001;
    expect(progress.report()).toMatchObject({ isProgressing: false, waiting: 5 });
    await drain();
    await look();
    expect(progress.report()).toMatchObject({ isProgressing: true, waiting: 0 });
    expect(await shown()).toEqual([]);
  });
});
