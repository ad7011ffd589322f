import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PartitionLostError } from '../src/errors.ts';
import { createInProcessLog } from '../src/in-process/transport.ts';
import type { Consumption, MessageBatch, PartitionOffset } from '../src/transport.ts';

const topic = 'readings';
const groupId = 'g';

type Step =
  | { readonly kind: 'send'; readonly keys: readonly number[] }
  | { readonly kind: 'join'; readonly maxBatchSize: number }
  | { readonly kind: 'stop'; readonly consumer: number }
  | { readonly kind: 'run'; readonly turns: number };

/** What a handler does with a batch: whether it writes and commits it, and how long it takes over each. */
interface Behaviour {
  readonly outcome: 'commit' | 'commit half' | 'no commit' | 'crash before write' | 'crash before commit';
  readonly turns: number;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('send'), keys: fc.array(fc.nat(5), { maxLength: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('join'), maxBatchSize: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop'), consumer: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('run'), turns: fc.integer({ min: 1, max: 12 }) }) },
);

const behaviour: fc.Arbitrary<Behaviour> = fc.record({
  outcome: fc.constantFrom(
    'commit',
    'commit',
    'commit',
    'commit half',
    'no commit',
    'crash before write',
    'crash before commit',
  ),
  turns: fc.nat(3),
});

const schedule = fc.record({
  partitions: fc.integer({ min: 1, max: 4 }),
  maxUnconsumed: fc.nat(20),
  cleanup: fc.constantFrom('delete', 'delete', 'compact'),
  steps: fc.array(step, { maxLength: 40 }),
  behaviours: fc.array(behaviour, { minLength: 1, maxLength: 30 }),
});

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/** A log with consumers that write, commit and crash as they are told, and what came of it. */
class World {
  readonly #log;
  readonly #transport;
  readonly #behaviours: Behaviour[];
  readonly #sending: Promise<unknown>[] = [];
  readonly #consumptions: Consumption[] = [];
  readonly #held = new Set<number>();
  readonly #written = new Set<string>();
  readonly #next = new Map<number, number>();
  readonly #furthest = new Map<string, number>();
  sent = 0;

  constructor(maxUnconsumed: number, behaviours: readonly Behaviour[]) {
    this.#log = createInProcessLog({ maxUnconsumed });
    this.#transport = this.#log.connect();
    this.#behaviours = [...behaviours];
  }

  create(partitions: number, cleanup: 'delete' | 'compact'): Promise<void> {
    return this.#transport.createTopics([{ name: topic, partitions, cleanup }]);
  }

  async take(next: Step): Promise<void> {
    if (next.kind === 'run') await turns(next.turns);
    if (next.kind === 'send') this.#send(next.keys);
    if (next.kind === 'join') await this.#join(next.maxBatchSize);
    if (next.kind === 'stop') await this.#consumptions[next.consumer]?.stop();
  }

  /** Whoever crashed, one healthy consumer brings the group to the end. */
  async recover(): Promise<void> {
    for (const consumption of this.#consumptions) await consumption.stop();
    await Promise.all(this.#sending);
    const end = await this.#transport.endOffsets(topic);
    this.#behaviours.length = 0;
    const healthy = await this.#join(5);
    for (let attempt = 0; attempt < 500 && !isSame(await this.#committed(), end); attempt += 1) await turns(1);
    await healthy.stop();
    await healthy.done;
    expect(await this.#committed()).toEqual(end);
    expect(this.#written.size).toBe(this.sent);
  }

  #send(keys: readonly number[]): void {
    const messages = keys.map((key) => {
      const sequence = this.#next.get(key) ?? 0;
      this.#next.set(key, sequence + 1);
      return { key: Buffer.from(`key ${key}`), value: Buffer.from(String(sequence)) };
    });
    this.sent += messages.length;
    this.#sending.push(this.#transport.send(topic, messages));
  }

  async #join(maxBatchSize: number): Promise<Consumption> {
    const onBatch = (batch: MessageBatch) => this.#handle(batch);
    const consumption = await this.#log.connect().consume({ groupId, topics: [topic], maxBatchSize, onBatch });
    this.#consumptions.push(consumption);
    return consumption;
  }

  async #handle(batch: MessageBatch): Promise<void> {
    expect(this.#held, 'partitions that two handlers hold at once').not.toContain(batch.partition);
    this.#held.add(batch.partition);
    try {
      await this.#behave(batch, this.#behaviours.shift() ?? { outcome: 'commit', turns: 0 });
    } finally {
      this.#held.delete(batch.partition);
    }
  }

  async #behave(batch: MessageBatch, { outcome, turns: pause }: Behaviour): Promise<void> {
    await turns(pause);
    if (outcome === 'crash before write') throw new Error('crash');
    for (const message of batch.messages) this.#write(message.key, message.value, message);
    await turns(pause);
    if (outcome === 'crash before commit') throw new Error('crash');
    if (outcome === 'commit') await batch.commit(batch.nextOffset);
    if (outcome === 'commit half') await batch.commit(Math.floor((batch.firstOffset + batch.nextOffset) / 2));
    for (const committed of await this.#committed()) this.#assertWritten(committed);
  }

  #write(key: Buffer | null, value: Buffer | null, position: PartitionOffset): void {
    this.#written.add(`${position.partition}/${position.offset}`);
    const furthest = this.#furthest.get(String(key)) ?? -1;
    expect(Number(value), `jump in ${String(key)}`).toBeLessThanOrEqual(furthest + 1);
    this.#furthest.set(String(key), Math.max(furthest, Number(value)));
  }

  #assertWritten({ partition, offset }: PartitionOffset): void {
    for (let before = 0; before < offset; before += 1) expect(this.#written).toContain(`${partition}/${before}`);
  }

  #committed(): Promise<readonly PartitionOffset[]> {
    return this.#transport.committedOffsets(groupId, topic);
  }

  /** How the consumers ended: nothing but their own crashes may have stopped them. */
  async endings(): Promise<unknown[]> {
    const settled = await Promise.allSettled(this.#consumptions.map(({ done }) => done));
    return settled.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  }
}

const isSame = (left: readonly PartitionOffset[], right: readonly PartitionOffset[]): boolean =>
  left.every(({ offset }, partition) => offset === right[partition]?.offset);

it('handles each message at least once, keeps the order of a key, and commits nothing that is not written', async () => {
  await fc.assert(
    fc.asyncProperty(schedule, async ({ partitions, maxUnconsumed, cleanup, steps, behaviours }) => {
      const world = new World(maxUnconsumed, behaviours);
      await world.create(partitions, cleanup);
      for (const next of steps) await world.take(next);
      await world.recover();
      for (const ending of await world.endings()) {
        expect(ending).not.toBeInstanceOf(PartitionLostError);
        expect(ending).toEqual(new Error('crash'));
      }
    }),
    { numRuns: 200 },
  );
});
