import { createNotice, startHealthServer, type Notice } from '@airstar/app-process';
import {
  createConfluentSchemaRegistry,
  createKafkaTransport,
  createProducer,
  type SchemaRegistry,
  type Transport,
} from '@airstar/kafka-io';
import { locationContract, measurementContract, type ExtractionReport } from '@airstar/schemas';
import { collectDefaultMetrics } from 'prom-client';
import { createActivity } from '../activity.ts';
import { createDisplay } from '../display.ts';
import type { Environment } from '../env.ts';
import { createMetrics } from '../metrics.ts';
import { watchClient, watchProgress, watchRejects, type Observers } from '../observe.ts';
import { createBatchProgress } from '../progress/batch-progress.ts';
import type { BatchIdentity } from '../progress/port.ts';
import { extractionReport } from '../report.ts';
import { extract, type ExtractDependencies } from '../run.ts';
import { openSource, type SourceOptions } from '../source.ts';
import type { SensorFailure } from '../steps/read-sensors.ts';
import { rejectInto } from '../steps/reject-record.ts';

export interface WindowOutcome {
  readonly report: ExtractionReport;
  /** Sensors that could not be read to the end; the next run of the batch reads them again. */
  readonly failures: readonly SensorFailure[];
}

export interface WindowOptions extends Pick<SourceOptions, 'maxWait'> {
  readonly signal: AbortSignal;
}

/** Extracts a window into the log. Everything is closed when it returns. */
export async function extractWindow(
  environment: Environment,
  batch: BatchIdentity,
  { maxWait, signal }: WindowOptions,
): Promise<WindowOutcome> {
  await using cleanup = new AsyncDisposableStack();
  const observers = await openObservers(cleanup, environment.health);
  const dependencies = openDependencies(cleanup, environment, batch, { ...observers, maxWait });
  const result = await extract(dependencies, { ...batch, signal, onProgress: watchProgress(observers) });
  return { report: extractionReport(result, batch.window), failures: result.failures };
}

async function openObservers(cleanup: AsyncDisposableStack, health: Environment['health']): Promise<Observers> {
  const display = createDisplay({ stream: process.stderr });
  cleanup.defer(() => display.close());
  const notice = createNotice({ write: (line) => display.line(line) });
  const observers = { metrics: createMetrics(), activity: createActivity(), display, notice, clock: Date.now };
  if (health) {
    const { registry } = observers.metrics;
    collectDefaultMetrics({ register: registry });
    const server = await startHealthServer({ ...health, registry, progress: observers.activity });
    cleanup.defer(() => server.close());
  }
  return observers;
}

function openDependencies(
  cleanup: AsyncDisposableStack,
  { log, source }: Environment,
  batch: BatchIdentity,
  observers: Observers & Pick<SourceOptions, 'maxWait'>,
): ExtractDependencies {
  const { maxWait, notice } = observers;
  const { transport, registry } = openLog(cleanup, log, notice);
  const onLedgerReset = (path: string): void =>
    notice(`The request budget in ${path} was damaged and is begun anew; this minute is taken for used up.`);
  return {
    client: openSource(source, { ...watchClient(observers), maxWait, onLedgerReset }),
    locations: createProducer({ transport, registry, contract: locationContract }),
    measurements: createProducer({ transport, registry, contract: measurementContract }),
    reject: watchRejects(rejectInto(transport, batch), observers),
    progress: createBatchProgress({ transport, registry }),
    now: () => new Date(),
  };
}

function openLog(
  cleanup: AsyncDisposableStack,
  { kafka, registry }: Environment['log'],
  notice: Notice,
): { transport: Transport; registry: SchemaRegistry } {
  const says =
    (service: string) =>
    ({ operation, reason }: { readonly operation: string; readonly reason: string }) =>
      notice(`${service}: cannot ${operation}: ${reason}. Trying again.`);
  const transport = createKafkaTransport({ ...kafka, clientId: 'airstar-extractor', onRetry: says('Kafka') });
  cleanup.defer(() => transport.close());
  return { transport, registry: createConfluentSchemaRegistry({ ...registry, onRetry: says('Schema registry') }) };
}
