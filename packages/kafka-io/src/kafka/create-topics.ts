import type { TopicDefinition } from '@airstar/schemas';
// KafkaJSAggregateError is no named export: Node sees only those that kafkajs names in its index.
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs';
import { TopicDefinitionError } from '../errors.ts';
import type { AdminClient } from './admin.ts';
import { isOutage, messageOf } from './outage.ts';

/** Creates what is missing, after it has seen that everything can be created. */
export async function createTopics(
  client: AdminClient,
  definitions: readonly TopicDefinition[],
  replicationFactor: number,
): Promise<void> {
  for (const { name, partitions } of definitions) {
    if (Number.isInteger(partitions) && partitions > 0) continue;
    throw new TopicDefinitionError(name, `${partitions} is no number of partitions.`);
  }
  const existing = new Set(await client.call('create topics', undefined, (admin) => admin.listTopics()));
  for (const { name, partitions } of definitions.filter((each) => existing.has(each.name))) {
    const { length } = await client.bounds(name, 'create');
    if (length === partitions) continue;
    throw new TopicDefinitionError(name, `it exists with ${length} partitions, not ${partitions}.`);
  }
  const missing = definitions.filter(({ name }) => !existing.has(name));
  if (missing.length === 0) return;
  const topics = missing.map((definition) => configOf(definition, replicationFactor));
  await client.call('create topics', undefined, (admin) => create(admin, topics));
}

async function create(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  try {
    await admin.createTopics({ topics, waitForLeaders: true });
  } catch (error) {
    if (!(error instanceof kafkajs.KafkaJSAggregateError)) throw error;
    const refused = error.errors.filter((each) => each instanceof Error).find((each) => !isExisting(each));
    if (refused === undefined) return;
    if (isOutage(refused)) throw refused;
    throw new TopicDefinitionError('topic' in refused ? String(refused.topic) : '', messageOf(refused), {
      cause: refused,
    });
  }
}

/** Somebody else created it in the same moment. */
const isExisting = (error: Error): boolean => 'type' in error && error.type === 'TOPIC_ALREADY_EXISTS';

function configOf(definition: TopicDefinition, replicationFactor: number): ITopicConfig {
  const { name, partitions, cleanup, retentionMs, maxMessageBytes } = definition;
  const config = {
    'cleanup.policy': cleanup,
    ...(retentionMs !== undefined && cleanup !== 'compact' && { 'retention.ms': String(retentionMs) }),
    ...(maxMessageBytes !== undefined && { 'max.message.bytes': String(maxMessageBytes) }),
  };
  const configEntries = Object.entries(config).map(([key, value]) => ({ name: key, value }));
  return { topic: name, numPartitions: partitions, replicationFactor, configEntries };
}
