import { createNotice, createProgress, startHealthServer, type Notice } from '@airstar/app-process';
import {
  createConfluentSchemaRegistry,
  createDeadLetterWriter,
  createKafkaTransport,
  type SchemaRegistry,
  type SubjectSchema,
  type Transport,
} from '@airstar/kafka-io';
import { openMongoRawStore, type RawStore } from '@airstar/raw-store';
import { collectDefaultMetrics } from 'prom-client';
import { readEnvironment, readLogEnvironment, type Environment } from './env.ts';
import { watchLag } from './lag.ts';
import { createMetrics } from './metrics.ts';
import { observe } from './observe.ts';
import { defaultGroupId, type IngestDependencies } from './run.ts';

/** The log and its registry, for as long as a command runs. */
export interface LogSession {
  readonly transport: Transport;
  readonly registry: SchemaRegistry & { register(contract: SubjectSchema): Promise<number> };
  readonly now: () => Date;
}

export interface Session extends LogSession {
  readonly store: RawStore;
  readonly groupId: string;
  /** What {@link ingest} needs; watched where health is served. */
  readonly ingest: IngestDependencies;
}

/** Runs a command that needs the log alone. */
export async function withLog<Result>(command: (session: LogSession) => Promise<Result>): Promise<Result> {
  await using cleanup = new AsyncDisposableStack();
  return await command(openLog(cleanup, readLogEnvironment(), createNotice()));
}

/** Runs a command with log and raw store, and serves its health where the environment says so. */
export async function withStore<Result>(command: (session: Session) => Promise<Result>): Promise<Result> {
  await using cleanup = new AsyncDisposableStack();
  const environment = readEnvironment();
  const { database, kafka } = environment;
  const notice = createNotice();
  const log = openLog(cleanup, environment, notice);
  const store = await openMongoRawStore({
    uri: environment.mongodbUri,
    ...(database !== undefined && { database }),
    ...(kafka.connectTimeoutMs !== undefined && { connectTimeoutMs: kafka.connectTimeoutMs }),
    onRetry: ({ error }) => notice(`${error.message} Trying again.`),
  });
  cleanup.defer(() => store.close());
  const deadLetters = createDeadLetterWriter({ transport: log.transport, step: 'ingest' });
  const ingest = { transport: log.transport, registry: log.registry, store, deadLetters };
  const session = { ...log, store, ingest, groupId: environment.groupId ?? defaultGroupId };
  return await withHealth(cleanup, environment.health, session, command);
}

function openLog(
  cleanup: AsyncDisposableStack,
  { kafka, registry }: Pick<Environment, 'kafka' | 'registry'>,
  notice: Notice,
): LogSession {
  const transport = createKafkaTransport({
    ...kafka,
    clientId: 'airstar-ingestor',
    onRetry: ({ reason }) => notice(`Kafka: ${reason}. Trying again.`),
  });
  cleanup.defer(() => transport.close());
  const schemas = createConfluentSchemaRegistry({
    ...registry,
    onRetry: ({ reason }) => notice(`Schema registry: ${reason}. Trying again.`),
  });
  return { transport, registry: schemas, now: () => new Date() };
}

async function withHealth<Result>(
  cleanup: AsyncDisposableStack,
  settings: Environment['health'],
  session: Session,
  command: (session: Session) => Promise<Result>,
): Promise<Result> {
  if (settings === undefined) return command(session);
  const metrics = createMetrics();
  const progress = createProgress();
  collectDefaultMetrics({ register: metrics.registry });
  const server = await startHealthServer({ ...settings, registry: metrics.registry, progress });
  cleanup.defer(() => server.close());
  const end = new AbortController();
  cleanup.defer(() => end.abort());
  const watching = watchLag({ ...session, metrics, progress }, end.signal);
  const running = command({ ...session, ingest: observe(session.ingest, { metrics, progress, clock: Date.now }) });
  // The watch ends first only by an error that nobody knows, and then nothing is well.
  return Promise.race([running, watching.then(() => running)]);
}
