import type { RawLocation, RawMeasurement } from '@airstar/schemas';
import { RawStoreUnavailableError } from '../errors.ts';
import type { IngestCounter, RawBatch, RawStore, WriteCounts } from '../store.ts';
import { tally } from '../tally.ts';
import type { Connection } from './connection.ts';
import { advanceCounters, countersFor, countersOf } from './counters.ts';
import { batchIdsOf, originsOf } from './delivery.ts';
import { onServer } from './errors.ts';
import type { ServerFeatures } from './features.ts';
import { locations, measurements } from './kinds.ts';
import { migrate } from './migrate.ts';
import { retrying, type RetryOptions } from './retry.ts';
import { VersionWriter } from './version-writer.ts';

/** @internal */
export interface Connected {
  readonly connection: Connection;
  /** Makes another one, in place of one that has lost its server. */
  readonly reconnect: () => Connection;
  readonly features: ServerFeatures;
  readonly retry: Pick<RetryOptions, 'budgetMs' | 'onRetry'>;
}

/**
 * A raw store in a MongoDB database. Documents go first, counters after them, and each document remembers the message
 * that inserted it: whatever dies in between, and however many times a message is delivered to whomever, `inserted`
 * over all extractions ends as the number of documents.
 */
export class MongoRawStore implements RawStore {
  readonly #connected: Connected;
  readonly #measurements: VersionWriter<RawMeasurement>;
  readonly #locations: VersionWriter<RawLocation>;
  readonly #inFlight = new Set<Promise<unknown>>();
  #connection: Connection;
  #closed: Promise<void> | undefined;

  /** @internal */
  constructor(connected: Connected) {
    this.#connected = connected;
    this.#connection = connected.connection;
    this.#measurements = new VersionWriter(measurements, connected.features);
    this.#locations = new VersionWriter(locations, connected.features);
  }

  migrate(): Promise<void> {
    return this.#run('migrate', (connection) => migrate(connection, this.#connected.features));
  }

  /**
   * Safe beside other writers, of the same partition too. Where an answer got lost and the write was made again, fewer
   * messages are returned as counted than were; the counters have them all.
   */
  write(batch: RawBatch): Promise<WriteCounts> {
    return this.#run('write to', (connection) => this.#write(connection, batch));
  }

  counters(batchId: string): Promise<readonly IngestCounter[]> {
    return this.#run('read counters of', (connection) => countersOf(connection, batchId));
  }

  /** Gives up retrying, waits for what is in flight and disconnects. */
  close(): Promise<void> {
    this.#closed ??= Promise.allSettled(this.#inFlight).then(() => this.#connection.close());
    return this.#closed;
  }

  async #write(connection: Connection, batch: RawBatch): Promise<WriteCounts> {
    const batchIds = batchIdsOf(batch);
    if (batchIds.size === 0) return { inserted: 0, duplicate: 0 };
    const counters = await countersFor(connection, batch, batchIds);
    const delivery = { origins: originsOf(batch, batchIds), counters };
    const inserted = new Set([
      ...(await this.#measurements.write(connection, batch.measurements, delivery)),
      ...(await this.#locations.write(connection, batch.locations, delivery)),
    ]);
    const counted = tally(batch, inserted, counters);
    await advanceCounters(connection, batch, counters, counted.counters);
    return { inserted: counted.inserted, duplicate: counted.duplicate };
  }

  #run<Result>(operation: string, action: (connection: Connection) => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error(`The raw store at ${this.#connection.server} is closed.`));
    const isStopped = () => this.#closed !== undefined;
    const result = retrying(() => this.#attempt(operation, action), { ...this.#connected.retry, isStopped });
    this.#inFlight.add(result);
    const done = () => void this.#inFlight.delete(result);
    result.then(done, done);
    return result;
  }

  async #attempt<Result>(operation: string, action: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = this.#connection;
    try {
      return await onServer(connection.server, operation, () => action(connection));
    } catch (error) {
      if (error instanceof RawStoreUnavailableError && this.#connection === connection) {
        this.#connection = this.#connected.reconnect();
        await connection.close();
      }
      throw error;
    }
  }
}
