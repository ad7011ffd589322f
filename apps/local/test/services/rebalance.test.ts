import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ingest } from '@airstar/ingestor';
import {
  createConfluentSchemaRegistry,
  createDeadLetterWriter,
  createKafkaTransport,
  createProducer,
  PartitionLostError,
  type Transport,
} from '@airstar/kafka-io';
import { startServices } from '@airstar/native-services';
import { openMongoRawStore } from '@airstar/raw-store';
import { contracts, measurementContract, topics } from '@airstar/schemas';
import { describe, expect, inject, test } from 'vitest';
import { storedReadings } from '../../../../packages/raw-store/test/mongodb/stored-readings.ts';
import { reading } from '../../../ingestor/test/pipeline.ts';

const minutes = 60_000;
const batchId = 'rebalanced';
const topic = topics.measurements.name;

type Broker = 'kafka-3.9' | 'kafka-4';

async function openStack(broker: Broker, cleanup: AsyncDisposableStack) {
  const { schemaRegistryUrl, mongodbUri } = inject('services');
  const directory = mkdtempSync(join(tmpdir(), 'airstar-rebalance-'));
  const services = await startServices({ directory, services: [broker], temporary: true });
  cleanup.defer(() => services.stop());
  const registry = createConfluentSchemaRegistry({ url: schemaRegistryUrl });
  for (const contract of contracts) await registry.register(contract);
  const database = `rebalance_${randomBytes(6).toString('hex')}`;
  const store = await openMongoRawStore({ uri: mongodbUri, database });
  cleanup.defer(() => store.close());
  await store.migrate();
  /** Another process, as far as the broker can see. */
  const connect = (clientId: string): Transport => {
    const transport = createKafkaTransport({ brokers: [services.get(broker).address], clientId });
    cleanup.defer(() => transport.close());
    return transport;
  };
  const log = connect('test');
  await log.createTopics(Object.values(topics));
  let writes = 0;
  /** Dawdles where a rebalance hurts: what is written is not committed, and the heartbeat after 2 s brings the news. */
  const write: typeof store.write = async (batch) => {
    const counts = await store.write(batch);
    writes += 1;
    if (writes % 2 === 0) await sleep(2500);
    return counts;
  };
  let lostBatches = 0;
  const startIngestor = (transport: Transport) => {
    const consume: Transport['consume'] = (options) =>
      transport.consume({
        ...options,
        onBatch: (batch) =>
          options.onBatch(batch).catch((error: unknown) => {
            if (error instanceof PartitionLostError) lostBatches += 1;
            throw error;
          }),
      });
    const committedOffsets: Transport['committedOffsets'] = (...group) => transport.committedOffsets(...group);
    const deadLetters = createDeadLetterWriter({ transport, step: 'ingest' });
    return ingest({ transport: { consume, committedOffsets }, registry, store: { write }, deadLetters });
  };
  const producer = createProducer({ transport: log, registry, contract: measurementContract });
  const stored = () => storedReadings(mongodbUri, database);
  return { log, store, stored, connect, startIngestor, producer, lostBatches: () => lostBatches };
}

type Stack = Awaited<ReturnType<typeof openStack>>;

/** Publishes without end, so that there is always something in hand. Gives the number of readings. */
async function publishUntil(isOver: () => boolean, { producer }: Stack): Promise<number> {
  const [sensors, pauseMs] = [60, 400];
  let round = 0;
  for (; !isOver(); round += 1) {
    const events = Array.from({ length: sensors }, (_, sensor) => reading(sensor + 1, round));
    await producer.publish(events, { batchId });
    await sleep(pauseMs);
  }
  return round * sensors;
}

/** A third ingestor joins and leaves again: two rebalances of the whole group. */
async function joinAndLeave({ startIngestor }: Stack, transport: Transport): Promise<void> {
  const third = await startIngestor(transport);
  await sleep(300);
  await third.stop();
  await third.done;
}

async function lagOf(log: Transport): Promise<number> {
  const sum = (offsets: readonly { readonly offset: number }[]) => offsets.reduce((all, { offset }) => all + offset, 0);
  return sum(await log.endOffsets(topic)) - sum(await log.committedOffsets('airstar.ingestor', topic));
}

describe.each<Broker>(['kafka-3.9', 'kafka-4'])('two ingestors on %s', (broker) => {
  test('lose and double no record through 20 forced rebalances', { timeout: 6 * minutes }, async () => {
    await using cleanup = new AsyncDisposableStack();
    const stack = await openStack(broker, cleanup);
    const ingestors = [
      await stack.startIngestor(stack.connect('first')),
      await stack.startIngestor(stack.connect('second')),
    ];
    let isOver = false;
    const publishing = publishUntil(() => isOver, stack);
    const third = stack.connect('third');
    for (let rebalances = 0; rebalances < 20; rebalances += 2) await joinAndLeave(stack, third);
    isOver = true;
    const published = await publishing;
    await expect.poll(() => lagOf(stack.log), { timeout: minutes, interval: 500 }).toBe(0);
    for (const ingestor of ingestors) {
      await ingestor.stop();
      await ingestor.done;
    }

    const stored = (await stack.stored()).map(({ sensorId, value }) => `${sensorId}: ${String(value)}`);
    expect([stored.length, new Set(stored).size]).toEqual([published, published]);
    const counters = await stack.store.counters(batchId);
    const sum = (of: (counter: (typeof counters)[number]) => number) =>
      counters.reduce((all, counter) => all + of(counter), 0);
    expect(sum(({ inserted }) => inserted)).toBe(published);
    expect(sum(({ duplicate, rejected }) => duplicate + rejected)).toBe(0);
    expect(stack.lostBatches()).toBeGreaterThan(0);
  });
});
