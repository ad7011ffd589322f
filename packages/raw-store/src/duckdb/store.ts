import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { IngestCounter, RawBatch, RawStore, SensorRange, TransformScope, WriteCounts } from '../store.ts';
import { distinctVersions, tally } from '../tally.ts';
import { countersFor, countersOf, saveCounters } from './counters.ts';
import { onFile } from './errors.ts';
import { createTables, locationTable, measurementTable } from './tables.ts';
import { sensorRanges } from './sensor-ranges.ts';
import { createRawViews } from './views.ts';
import { writeVersions } from './write.ts';

/** A raw store in a DuckDB file. */
export class DuckDbRawStore implements RawStore {
  readonly #path: string;
  readonly #instance: DuckDBInstance;
  readonly #writer: DuckDBConnection;
  readonly #release: () => void;
  readonly #readers: DuckDBConnection[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;

  /** @internal */
  constructor(path: string, instance: DuckDBInstance, writer: DuckDBConnection, release: () => void) {
    this.#path = path;
    this.#instance = instance;
    this.#writer = writer;
    this.#release = release;
  }

  migrate(): Promise<void> {
    return this.#inTurn(() => this.#transaction(() => createTables(this.#writer, this.#path)));
  }

  write(batch: RawBatch): Promise<WriteCounts> {
    return this.#inTurn(() => this.#transaction(() => this.#write(batch)));
  }

  counters(batchId: string): Promise<readonly IngestCounter[]> {
    return this.#inTurn(() => countersOf(this.#writer, batchId));
  }

  /**
   * A connection of its own for reading, beside the writer. What it creates stays in memory and never gets into the
   * file. The store closes it with itself at the latest.
   */
  async connection(): Promise<DuckDBConnection> {
    const connection = await this.#instance.connect();
    this.#readers.push(connection);
    return connection;
  }

  /** {@link createRawViews} */
  createRawViews(connection: DuckDBConnection, scope: TransformScope): Promise<void> {
    return onFile(this.#path, () => createRawViews(connection, scope));
  }

  /** {@link sensorRanges} */
  sensorRanges(connection: DuckDBConnection, scope: TransformScope, versions: number): Promise<SensorRange[]> {
    return onFile(this.#path, () => sensorRanges(connection, scope, versions));
  }

  close(): Promise<void> {
    this.#closed ??= this.#last.then(() => {
      for (const connection of [...this.#readers, this.#writer]) connection.closeSync();
      this.#instance.closeSync();
      this.#release();
    });
    return this.#closed;
  }

  async #write(batch: RawBatch): Promise<WriteCounts> {
    const counters = await countersFor(this.#writer, batch);
    const inserted = new Set([
      ...(await writeVersions(this.#writer, measurementTable, distinctVersions(batch.measurements))),
      ...(await writeVersions(this.#writer, locationTable, distinctVersions(batch.locations))),
    ]);
    const counted = tally(batch, inserted, counters);
    await saveCounters(this.#writer, counted.counters);
    return { inserted: counted.inserted, duplicate: counted.duplicate };
  }

  /** One after the other: they share a connection, and with it a transaction. */
  #inTurn<Result>(action: () => Promise<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new Error(`The raw store ${this.#path} is closed.`));
    const result = this.#last.then(() => onFile(this.#path, action));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #transaction<Result>(action: () => Promise<Result>): Promise<Result> {
    await this.#writer.run('BEGIN');
    try {
      const result = await action();
      await this.#writer.run('COMMIT');
      return result;
    } catch (error) {
      // A failed commit has rolled back already, and a file in ruins cannot: what went wrong first is what matters.
      await this.#writer.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
