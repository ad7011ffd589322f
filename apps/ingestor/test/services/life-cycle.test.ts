import { measurementContract, topics } from '@airstar/schemas';
import { describe, expect, it } from 'vitest';
import { reading, report } from '../pipeline.ts';
import { lastLine } from '../processes.ts';
import { useStack } from './stack.ts';

const line = (value: object): string => JSON.stringify(value);

describe.each(['kafka-3.9', 'kafka-4'] as const)('the ingestor on %s', (broker) => {
  const stack = useStack(broker);

  it('stops uncommitted when there is nowhere for a dead letter', async () => {
    const { transport, ingestor } = stack();
    const { deadLetters, ...others } = topics;
    await transport.createTopics(Object.values(others));
    await transport.send(others.measurements.name, [{ key: Buffer.from('1'), value: Buffer.from('poison') }]);
    const { problems, exitCode } = await ingestor(['drain', '--until-now']);
    expect(problems).toEqual([expect.stringContaining(`Cannot send to topic ${deadLetters.name}: it does not exist.`)]);
    expect(exitCode).toBe(4);
    const committed = await transport.committedOffsets('airstar.ingestor', others.measurements.name);
    expect(committed.every(({ offset }) => offset === 0)).toBe(true);
  });

  it('migrates, and again changes nothing', async () => {
    const { ingestor } = stack();
    const first = await ingestor(['migrate']);
    expect(first).toMatchObject({ problems: [], exitCode: 0 });
    expect(lastLine(first)).toMatchObject({ subjects: { [measurementContract.subject]: expect.any(Number) } });
    expect(await ingestor(['migrate'])).toMatchObject({ stdout: first.stdout, exitCode: 0 });
  });

  it('puts poison aside, and remembers that it was discarded', async () => {
    const { ingestor } = stack();
    const drained = await ingestor(['drain', '--until-now', '--batch', 'unknown']);
    expect(drained).toMatchObject({ problems: [], exitCode: 0 });
    expect(lastLine(drained)).toMatchObject({ batchId: 'unknown', read: 1, rejected: 1, inserted: 0 });

    const listed = await ingestor(['replay', 'list']);
    expect(listed.stdout).toMatch(/^0 {2}.*openaq\.measurements\.v1\/\d@0 {2}unframed: 6 bytes\n/);
    const replayed = await ingestor(['replay', 'run', '0']);
    expect(replayed).toMatchObject({ stdout: '', exitCode: 4 });
    expect(replayed.problems).toEqual(['Cannot replay:', '  0: it would be refused again, unframed: 6 bytes']);
    expect(await ingestor(['replay', 'discard', '0', '--note', 'not ours'])).toMatchObject({ exitCode: 0 });
    expect(lastLine(await ingestor(['replay', 'list']))).toEqual({ open: 0, replayed: 0, discarded: 1, byReason: {} });
    expect(lastLine(await ingestor(['replay', 'show', '0']))).toMatchObject({
      value: Buffer.from('poison').toString('base64'),
      outcome: { action: 'discarded', note: 'not ours' },
    });
  });

  it('drains what an extraction published, and counts a second look the same', async () => {
    const { ingestor, publish } = stack();
    const extraction = await publish('b1', 5, 200);
    const drained = await ingestor(['drain', '--extraction', line(extraction)]);
    expect(drained).toMatchObject({ problems: [], exitCode: 0 });
    expect(lastLine(drained)).toMatchObject({
      stage: 'ingest',
      batchId: 'b1',
      read: 1000,
      produced: 1000,
      inserted: 1000,
      duplicate: 0,
      rejected: 0,
      locations: 1,
    });
    expect(lastLine(await ingestor(['drain', '--extraction', line(extraction)]))).toMatchObject({ read: 1000 });
  });

  it('takes the reports of several tasks from standard input', async () => {
    const { ingestor, publish } = stack();
    const tasks = [await publish('b2', 2, 10), await publish('b2', 3, 10)];
    const drained = await ingestor(['drain', '--extraction', '-'], {}, `${tasks.map(line).join('\n')}\n`);
    expect(lastLine(drained)).toMatchObject({ batchId: 'b2', read: 50, inserted: 0, duplicate: 50 });
  });

  it('fails with the counts when others were taken in than were published', async () => {
    const { ingestor, publish } = stack();
    const extraction = { ...(await publish('b3', 1, 10)), produced: 11 };
    const { stdout, problems, exitCode } = await ingestor(['drain', '--extraction', line(extraction)]);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 4 });
    expect(problems).toEqual([
      expect.stringMatching(
        /^Batch b3: 11 readings were published, 10 were taken in \(0 inserted, 10 duplicate, 0 rejected\)\./,
      ),
    ]);
  });

  it('replays a dead letter once its reason is gone, as a batch of its own', async () => {
    const { ingestor, publishReadings, transport } = stack();
    // An event that has lost the header with its batch.
    const [end] = await publishReadings([reading(99, 1)], 'b4');
    const from = [{ topic: topics.measurements.name, partition: end?.partition ?? 0, offset: (end?.offset ?? 0) - 1 }];
    for await (const [message] of transport.read(topics.measurements.name, { from, until: end ? [end] : [] })) {
      const { key = null, value = null } = message ?? {};
      await transport.send(topics.measurements.name, [{ key, value }]);
    }
    await ingestor(['drain', '--until-now']);
    expect(lastLine(await ingestor(['replay', 'list']))).toMatchObject({ open: 1, byReason: { 'missing-header': 1 } });

    const replayed = await ingestor(['replay', 'run', '--reason', 'missing-header']);
    expect(replayed).toMatchObject({ problems: [], exitCode: 0 });
    expect(lastLine(replayed)).toMatchObject({ batchId: expect.stringMatching(/^replay-/), produced: 1, replayed: 1 });
    const drained = await ingestor(['drain', '--extraction', replayed.stdout.trim()]);
    expect(lastLine(drained)).toMatchObject({ read: 1, duplicate: 1, rejected: 0 });
    expect(lastLine(await ingestor(['replay', 'list']))).toMatchObject({ open: 0, replayed: 1 });
  });

  it('is content with a batch of nothing', async () => {
    const drained = await stack().ingestor(['drain', '--extraction', line(report('none', 0, []))]);
    expect(lastLine(drained)).toMatchObject({ batchId: 'none', read: 0 });
  });
});
