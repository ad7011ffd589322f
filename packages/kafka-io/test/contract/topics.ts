import { expect, it } from 'vitest';
import { TopicDefinitionError, UnknownTopicError } from '../../src/errors.ts';
import { keyed, offsetsOf, total } from './messages.ts';
import { type Create, setUp, unique } from './set-up.ts';

export function topicContract(create: Create): void {
  it('creates a topic with its partitions', async () => {
    const { transport, topic } = await setUp(create, { partitions: 3 });
    expect(await transport.endOffsets(topic)).toEqual(offsetsOf(topic, [0, 0, 0]));
  });

  it('creates what is missing and leaves alone what exists', async () => {
    const { transport, definition } = await setUp(create, { partitions: 2 });
    await transport.send(definition.name, keyed('a'));
    const other = { ...definition, name: unique('topic') };
    await transport.createTopics([definition, other]);
    expect(total(await transport.endOffsets(definition.name))).toBe(1);
    expect(await transport.endOffsets(other.name)).toHaveLength(2);
  });

  it('refuses a topic that exists with other partitions, and creates none of the others', async () => {
    const { transport, definition } = await setUp(create, { partitions: 2 });
    const other = { ...definition, name: unique('topic') };
    const refused = transport.createTopics([other, { ...definition, partitions: 3 }]);
    await expect(refused).rejects.toBeInstanceOf(TopicDefinitionError);
    await expect(transport.endOffsets(other.name)).rejects.toBeInstanceOf(UnknownTopicError);
  });

  it('never creates a topic on the way', async () => {
    const { transport, group } = await setUp(create);
    const topic = unique('missing');
    const onBatch = () => Promise.resolve();
    await expect(transport.send(topic, keyed('a'))).rejects.toBeInstanceOf(UnknownTopicError);
    await expect(transport.consume({ groupId: group, topics: [topic], onBatch })).rejects.toBeInstanceOf(
      UnknownTopicError,
    );
    await expect(transport.endOffsets(topic)).rejects.toBeInstanceOf(UnknownTopicError);
    await expect(transport.committedOffsets(group, topic)).rejects.toBeInstanceOf(UnknownTopicError);
  });
}
