import { expect, test } from 'vitest';
import { PartitionLostError } from '../src/errors.ts';
import { withinBudget } from '../src/kafka/budget.ts';
import { Connection, retryFor } from '../src/kafka/connection.ts';
import { settingsOf } from '../src/kafka/options.ts';
import { isOutage } from '../src/kafka/outage.ts';

const settings = settingsOf({ brokers: ['127.0.0.1:9'], clientId: 'test' });

test('a batch that was lost is not tried again, though what took it away may pass', async () => {
  const cause = Object.assign(new Error('moved'), { type: 'NOT_COORDINATOR_FOR_GROUP', retriable: true });
  const lost = new PartitionLostError('group', 'topic', 0, { cause });
  let attempts = 0;
  const attempt = async () => {
    attempts += 1;
    throw lost;
  };
  await expect(withinBudget(settings, { operation: 'commit to', topic: 'topic', attempt })).rejects.toBe(lost);
  expect(attempts).toBe(1);
});

test('a call whose connection another call gave up is tried again', async () => {
  const connection = new Connection(settings, { operation: 'reach Kafka', retry: retryFor(0) });
  const admin = connection.kafka.admin();
  connection.cut();
  const refusal = await admin.connect().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ retriable: false });
  expect(isOutage(refusal)).toBe(true);
});

test('a broker whose connection went between two requests may be back', () => {
  // Its class is not exported: this is what it throws, and it carries nothing but the message.
  expect(isOutage(new Error('Broker not connected'))).toBe(true);
  expect(isOutage(new Error('Invalid configuration'))).toBe(false);
});
