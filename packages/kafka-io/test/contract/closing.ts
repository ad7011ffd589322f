import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { TransportClosedError } from '../../src/errors.ts';
import type { MessageBatch } from '../../src/transport.ts';
import { eventually } from './eventually.ts';
import { keyed, numbered, offsetsOf } from './messages.ts';
import { commitAll, record } from './recorder.ts';
import { type Create, setUp } from './set-up.ts';

export function closingContract(create: Create): void {
  for (const end of ['stop', 'close'] as const) {
    it(`waits for the batch in hand on ${end}, lets it commit, and takes no other`, async () => {
      const { log, topic, group, transport: observer } = await setUp(create, { partitions: 1 });
      const transport = await log.connect();
      await transport.send(topic, numbered(10));
      const started = Promise.withResolvers<undefined>();
      const finish = Promise.withResolvers<undefined>();
      const after = async (batch: MessageBatch) => {
        started.resolve(undefined);
        await finish.promise;
        await commitAll(batch);
      };
      const { consumption, values } = await record(transport, {
        groupId: group,
        topics: [topic],
        maxBatchSize: 4,
        after,
      });
      await started.promise;
      let isEnded = false;
      const ended = (end === 'stop' ? consumption.stop() : transport.close()).then(() => (isEnded = true));
      await setTimeout(20);
      expect(isEnded).toBe(false);
      finish.resolve(undefined);
      await ended;
      await expect(consumption.done).resolves.toBeUndefined();
      expect(values()).toEqual(['0', '1', '2', '3']);
      expect(await observer.committedOffsets(group, topic)).toEqual(offsetsOf(topic, [4]));
    });
  }

  it('stops and closes any number of times', async () => {
    const { log, topic, group } = await setUp(create);
    const transport = await log.connect();
    const { consumption } = await record(transport, { groupId: group, topics: [topic] });
    await Promise.all([consumption.stop(), consumption.stop()]);
    await Promise.all([transport.close(), transport.close()]);
    await consumption.stop();
    await transport.close();
  });

  it('refuses everything after close', async () => {
    const { log, topic, group, definition } = await setUp(create);
    const transport = await log.connect();
    await transport.close();
    const calls = [
      transport.createTopics([definition]),
      transport.send(topic, keyed('a')),
      transport.consume({ groupId: group, topics: [topic], onBatch: () => Promise.resolve() }),
      transport.endOffsets(topic),
      transport.committedOffsets(group, topic),
    ];
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(TransportClosedError);
  });

  it('leaves the other clients of the log as they are', async () => {
    const { log, transport, topic, group } = await setUp(create);
    const { messages } = await record(transport, { groupId: group, topics: [topic] });
    const other = await log.connect();
    await other.send(topic, keyed('a'));
    await other.close();
    await transport.send(topic, keyed('b'));
    await eventually(() => expect(messages.map(({ key }) => String(key)).sort()).toEqual(['a', 'b']));
  });
}
