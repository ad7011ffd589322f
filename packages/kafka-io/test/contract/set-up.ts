import { randomUUID } from 'node:crypto';
import type { TopicDefinition } from '@airstar/schemas';
import { onTestFinished } from 'vitest';
import type { Transport } from '../../src/transport.ts';

/** A log that several clients share for the length of one test. */
interface LogUnderTest {
  connect(): Transport | Promise<Transport>;
  close(): Promise<void>;
}

export type Create = () => LogUnderTest | Promise<LogUnderTest>;

export const unique = (what: string): string => `contract.${what}.${randomUUID()}`;

/** A log, a client of it, a topic, and the name of a group: all of them for one test alone. */
export async function setUp(create: Create, { partitions = 2 } = {}) {
  const log = await create();
  const transport = await log.connect();
  onTestFinished(async () => {
    await transport.close();
    await log.close();
  });
  const definition: TopicDefinition = { name: unique('topic'), partitions, cleanup: 'delete', retentionMs: 3_600_000 };
  await transport.createTopics([definition]);
  return { log, transport, definition, topic: definition.name, group: unique('group') };
}
