import { appendFile } from 'node:fs/promises';
import { extract, rejectInto, type ExtractOptions, type SensorFailure } from '@airstar/extractor';
import { ingest, ingestAccounting } from '@airstar/ingestor';
import { reconcile } from '@airstar/loader';
import {
  createDeadLetterWriter,
  createInProcessSchemaRegistry,
  createInProcessTransport,
  createProducer,
  readDeadLetter,
  type Transport,
} from '@airstar/kafka-io';
import type { OpenAqClient } from '@airstar/openaq-client';
import type { RawStore } from '@airstar/raw-store';
import { locationContract, measurementContract, topics, type StageAccounting } from '@airstar/schemas';

export interface ExtractAndIngestDependencies {
  readonly client: OpenAqClient;
  readonly store: RawStore;
  /** Takes what does not fit: the in-process log forgets with its process. */
  readonly deadLetterFile: string;
  readonly now: () => Date;
}

export interface ExtractAndIngestResult {
  readonly extract: StageAccounting;
  readonly ingest: StageAccounting;
  readonly locationIds: readonly number[];
  readonly failures: readonly SensorFailure[];
}

export interface ExtractAndIngestOptions extends Omit<ExtractOptions, 'signal'> {
  readonly signal: AbortSignal;
  readonly onStored: (messages: number) => void;
}

/**
 * Extractor and ingestor side by side over a log in this process. The log holds a bounded number of messages: an
 * extractor that is faster waits, so that memory does not grow with the window.
 */
export async function extractAndIngest(
  dependencies: ExtractAndIngestDependencies,
  options: ExtractAndIngestOptions,
): Promise<ExtractAndIngestResult> {
  const { store, now } = dependencies;
  const transport = createInProcessTransport({ maxUnconsumed: 20_000 });
  try {
    await transport.createTopics(Object.values(topics));
    const registry = createInProcessSchemaRegistry();
    for (const contract of [locationContract, measurementContract]) registry.register(contract);
    const ingestDependencies = {
      transport,
      registry,
      store,
      deadLetters: createDeadLetterWriter({ transport, step: 'ingest' }),
    };
    const startedAt = now().getTime();

    const follower = await ingest(ingestDependencies, { onWritten: options.onStored });
    const extraction = extractInto(transport, registry, dependencies, options);
    // Whichever fails first is the reason; the follower's end releases an extractor that waits for it.
    const extracted = await Promise.race([extraction, follower.done.then(() => extraction)]).catch(
      async (error: unknown) => {
        await follower.stop();
        await transport.close();
        await extraction.catch(() => undefined);
        throw error;
      },
    );
    await follower.stop();
    const drain = await ingest(ingestDependencies, { until: extracted.endOffsets, onWritten: options.onStored });
    await drain.done;

    await keepDeadLetters(transport, dependencies.deadLetterFile);
    const seconds = (now().getTime() - startedAt) / 1000;
    const ingested = await ingestAccounting(store, options.batchId, seconds);
    const { accounting, locationIds, failures } = extracted;
    reconcile(options.batchId, [accounting, ingested]);
    return { extract: accounting, ingest: ingested, locationIds, failures };
  } finally {
    await transport.close();
  }
}

async function extractInto(
  transport: Transport,
  registry: ReturnType<typeof createInProcessSchemaRegistry>,
  { client, now }: ExtractAndIngestDependencies,
  options: ExtractAndIngestOptions,
) {
  return extract(
    {
      client,
      now,
      locations: createProducer({ transport, registry, contract: locationContract }),
      measurements: createProducer({ transport, registry, contract: measurementContract }),
      reject: rejectInto(transport, options),
    },
    options,
  );
}

/** Appends every dead letter to a file, one JSON object a line, bytes in base64. */
async function keepDeadLetters(transport: Transport, file: string): Promise<void> {
  const until = (await transport.endOffsets(topics.deadLetters.name)).filter(({ offset }) => offset > 0);
  let left = until.reduce((sum, { offset }) => sum + offset, 0);
  if (left === 0) return;
  const kept = Promise.withResolvers<undefined>();
  const reader = await transport.consume({
    groupId: 'airstar.dead-letter-file',
    topics: [topics.deadLetters.name],
    onBatch: async (batch) => {
      const lines = batch.messages.map((message) => {
        const { key, value, ...letter } = readDeadLetter(message);
        return JSON.stringify({
          ...letter,
          key: key?.toString('base64') ?? null,
          value: value?.toString('base64') ?? null,
        });
      });
      await appendFile(file, `${lines.join('\n')}\n`);
      await batch.commit(batch.nextOffset);
      left -= batch.messages.length;
      if (left === 0) kept.resolve(undefined);
    },
  });
  await Promise.race([kept.promise, reader.done]);
  await reader.stop();
}
