import { createKafkaTransport } from '@airstar/kafka-io';
import { formatRate, median, note, type Benchmark, type Figure } from '../../measure.ts';
import { microsecondsEach, type Spent } from '../child.ts';
import { pageSize } from '../readings.ts';
import { withServices } from '../with-services.ts';
import { consumeByJvm } from './jvm.ts';
import { runKafka, type Client, type KafkaRun } from './runs.ts';

const rounds = 5;
const [warmUpPages, pages] = [10, 100];
const topics = { produce: 'bench.produced', consume: 'bench.consumed' } as const;
const targets = { 'kafka-io': 0.9, 'kafka-io with Avro': 0.6 } as const;
const clients: readonly Client[] = ['kafkajs', 'kafka-io', 'kafka-io with Avro'];

type Measured = Readonly<Record<Client, Spent>>;

/** Sending and receiving readings, against kafkajs alone with the same settings; receiving also beside the JVM's client. */
export const kafka: Benchmark = {
  name: 'kafka',
  group: 'services',
  run: () => withServices(['kafka-3.9'], (services) => measure(services.get('kafka-3.9').address)),
};

async function measure(broker: string): Promise<Figure[]> {
  const transport = createKafkaTransport({ brokers: [broker], clientId: 'bench' });
  await transport.createTopics(Object.values(topics).map((name) => ({ name, partitions: 6, cleanup: 'delete' })));
  await transport.close();
  const fill = {
    action: 'produce',
    by: 'kafka-io with Avro',
    broker,
    topic: topics.consume,
    warmUpPages,
    pages,
  } as const;
  await runKafka(fill);
  const produced: Measured[] = [];
  const consumed: Measured[] = [];
  const byJvm: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    // Whoever is first in one round is last in the next.
    const order = round % 2 === 0 ? clients : clients.toReversed();
    produced.push(await measureEach('produce', broker, order));
    consumed.push(await measureEach('consume', broker, order));
    byJvm.push(await consumeByJvm(broker, topics.consume, (warmUpPages + pages) * pageSize));
    note(`round ${round + 1} of ${rounds}`);
  }
  return [...figuresOf('produce', produced), ...figuresOf('consume', consumed), jvmFigure(byJvm, consumed)];
}

async function measureEach(action: KafkaRun['action'], broker: string, order: readonly Client[]): Promise<Measured> {
  const spent: [Client, Spent][] = [];
  for (const by of order) {
    spent.push([by, await runKafka({ action, by, broker, topic: topics[action], warmUpPages, pages })]);
  }
  return Object.fromEntries(spent) as Measured;
}

const figuresOf = (action: string, measured: readonly Measured[]): Figure[] =>
  clients.map((client) => {
    const each = median(measured.map((round) => microsecondsEach(round[client])));
    const seconds = median(measured.map((round) => round[client].seconds));
    const figure = {
      what: `${action}, ${client}`,
      measured: `${each.toFixed(1)} µs of CPU a message, ${formatRate(pages * pageSize, seconds)}`,
    };
    if (client === 'kafkajs') return { ...figure, target: 'reported (baseline)', isReached: undefined };
    const byCpu = median(
      measured.map(({ kafkajs, [client]: own }) => microsecondsEach(kafkajs) / microsecondsEach(own)),
    );
    const byClock = median(measured.map(({ kafkajs, [client]: own }) => kafkajs.seconds / own.seconds));
    const target = `${byCpu.toFixed(2)} of its rate by CPU, ${byClock.toFixed(2)} by the clock; target ≥ ${targets[client]}`;
    return { ...figure, target, isReached: byCpu >= targets[client] };
  });

function jvmFigure(rates: readonly number[], consumed: readonly Measured[]): Figure {
  const own = consumed.map((round) => round['kafka-io'].messages / round['kafka-io'].seconds);
  const ratio = median(rates.map((rate, round) => (own[round] ?? NaN) / rate));
  return {
    what: 'consume, ConsumerPerformance of the JVM',
    measured: formatRate(median(rates), 1),
    target: `kafka-io takes ${ratio.toFixed(2)} of its rate by the clock; reported`,
    isReached: undefined,
  };
}
