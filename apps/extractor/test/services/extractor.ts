import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  createConfluentSchemaRegistry,
  createKafkaTransport,
  type PartitionOffset,
  type Transport,
} from '@airstar/kafka-io';
import { batchIdHeader, contracts, extractionReportSchema, measurementContract, topics } from '@airstar/schemas';
import { inject, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** Null where a signal ended it. */
  readonly exitCode: number | null;
}

/** Starts the extractor as its own process. */
export function start(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['--conditions=@airstar/source', main, ...args], { env: environment });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended: Promise<Ended> = Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]).then(([stdout, stderr, [exitCode]]) => ({ stdout, stderr, exitCode }));
  return { child, ended };
}

export type Broker = 'kafka39' | 'kafka4';

/** A broker with our topics, a registry with our schemas, and where both are. */
export async function useLog(broker: Broker) {
  const { schemaRegistryUrl, ...brokers } = inject('services');
  const transport = createKafkaTransport({ brokers: [brokers[broker]], clientId: 'test' });
  onTestFinished(() => transport.close());
  await transport.createTopics(Object.values(topics));
  const registry = createConfluentSchemaRegistry({ url: schemaRegistryUrl });
  for (const contract of contracts) await registry.register(contract);
  const environment = { KAFKA_BROKERS: brokers[broker], SCHEMA_REGISTRY_URL: schemaRegistryUrl };
  return { transport, environment, begin: await transport.endOffsets(measurementContract.topic) };
}

/** Identity of each reading of a batch that the log holds, as often as it is there. */
export async function loggedReadings(
  transport: Transport,
  batchId: string,
  begin: readonly PartitionOffset[],
): Promise<string[]> {
  const found: string[] = [];
  for await (const messages of transport.read(measurementContract.topic, { from: begin })) {
    for (const { headers, value } of messages) {
      if (headers[batchIdHeader] !== batchId) continue;
      const event = measurementContract.type.fromBuffer(value?.subarray(5) ?? Buffer.alloc(0)) as {
        sensorId: number;
        periodEndUtc: number;
      };
      found.push(`${event.sensorId}@${event.periodEndUtc}`);
    }
  }
  return found;
}

/** The last line of the extractor. */
export const reportIn = ({ stdout }: Ended) =>
  extractionReportSchema.parse(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''));
