import {
  createInProcessLog,
  createInProcessSchemaRegistry,
  createProducer,
  type ReceivedMessage,
  type Transport,
} from '@airstar/kafka-io';
import { createOpenAqClient } from '@airstar/openaq-client';
import { startSimulator, type Simulator, type SimulatorOptions } from '@airstar/openaq-simulator';
import {
  batchIdHeader,
  contracts,
  locationContract,
  measurementContract,
  progressContract,
  topics,
  type MeasurementEvent,
  type ProgressEvent,
} from '@airstar/schemas';
import { onTestFinished } from 'vitest';
import {
  createBatchProgress,
  extract,
  rejectInto,
  type ExtractDependencies,
  type ExtractOptions,
  type ExtractResult,
} from '../src/index.ts';

const instantClock = { now: () => Date.now(), sleep: () => Promise.resolve() };

/** A log that outlives the extractors. */
export interface World {
  readonly transport: Transport;
  /** Runs an extractor that knows nothing but what is in the log. */
  readonly run: (options: ExtractOptions, through?: (transport: Transport) => Transport) => Promise<ExtractResult>;
}

export async function startWorld(openSource: () => ExtractDependencies['client']): Promise<World> {
  const log = createInProcessLog();
  const transport = log.connect();
  onTestFinished(() => transport.close());
  await transport.createTopics(Object.values(topics));
  const registry = createInProcessSchemaRegistry();
  for (const contract of contracts) registry.register(contract);
  return {
    transport,
    run: (extraction, through = (own) => own) => {
      const own = through(log.connect());
      return extract(
        {
          client: openSource(),
          locations: createProducer({ transport: own, registry, contract: locationContract }),
          measurements: createProducer({ transport: own, registry, contract: measurementContract }),
          reject: rejectInto(own, extraction),
          progress: createBatchProgress({ transport: own, registry }),
          now: () => new Date(),
        },
        extraction,
      );
    },
  };
}

/** The same with a source that speaks HTTP. */
export async function startHttpWorld(options: SimulatorOptions): Promise<World & { readonly simulator: Simulator }> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  const open = () =>
    createOpenAqClient({
      baseUrl: `${simulator.url}/v3`,
      clock: instantClock,
      rateLimit: { perMinute: 1e6, perHour: 1e6 },
    });
  return { ...(await startWorld(open)), simulator };
}

async function messagesOf(transport: Transport, topic: string): Promise<ReceivedMessage[]> {
  const messages: ReceivedMessage[] = [];
  for await (const batch of transport.read(topic)) messages.push(...batch);
  return messages;
}

/** The Avro value behind the five bytes of the frame. */
const eventIn = ({ value }: ReceivedMessage, { type }: typeof measurementContract | typeof progressContract): unknown =>
  type.fromBuffer(value?.subarray(5) ?? Buffer.alloc(0));

export interface LoggedReading extends MeasurementEvent {
  readonly partition: number;
  readonly offset: number;
}

/** Every reading of a batch that the log holds. */
export async function loggedReadings(transport: Transport, batchId: string): Promise<LoggedReading[]> {
  const messages = await messagesOf(transport, measurementContract.topic);
  return messages
    .filter(({ headers }) => headers[batchIdHeader] === batchId)
    .map((message) => {
      const { partition, offset } = message;
      return { ...(eventIn(message, measurementContract) as MeasurementEvent), partition, offset };
    });
}

/** Up to when each sensor of a batch is confirmed. */
export async function confirmedThrough(transport: Transport, batchId: string): Promise<Map<number, number>> {
  const confirmed = new Map<number, number>();
  for (const message of await messagesOf(transport, progressContract.topic)) {
    const event = eventIn(message, progressContract) as ProgressEvent;
    if (event.batchId === batchId && event.sensor) confirmed.set(event.sensorId, event.sensor.through);
  }
  return confirmed;
}

export const readingId = ({ sensorId, periodEndUtc }: MeasurementEvent): string => `${sensorId}@${periodEndUtc}`;
