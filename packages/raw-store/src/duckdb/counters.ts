import { INTEGER, LIST, listValue, VARCHAR, type DuckDBConnection, type DuckDBResultReader } from '@duckdb/node-api';
import type { IngestCounter, RawBatch } from '../store.ts';

const columns = 'batch_id, topic, partition, next_offset, inserted, duplicate, rejected';

export async function countersOf(connection: DuckDBConnection, batchId: string): Promise<IngestCounter[]> {
  const sql = `SELECT ${columns} FROM ingest_counter WHERE batch_id = $1 ORDER BY topic, partition`;
  return read(await connection.runAndReadAll(sql, [batchId]));
}

/** Counters of a batch's topic and partition, by extraction: those that the batch has messages of. */
export async function countersFor(connection: DuckDBConnection, batch: RawBatch): Promise<Map<string, IngestCounter>> {
  const { topic, partition, measurements, locations, rejected } = batch;
  const batchIds = new Set([...measurements, ...locations, ...rejected].map(({ batchId }) => batchId));
  const sql = `SELECT ${columns} FROM ingest_counter
    WHERE batch_id IN (SELECT unnest($1)) AND topic = $2 AND partition = $3`;
  const values = [listValue([...batchIds]), topic, partition];
  const counters = read(await connection.runAndReadAll(sql, values, [LIST(VARCHAR), VARCHAR, INTEGER]));
  return new Map(counters.map((counter) => [counter.batchId, counter]));
}

export async function saveCounters(connection: DuckDBConnection, counters: readonly IngestCounter[]): Promise<void> {
  for (const { batchId, topic, partition, nextOffset, inserted, duplicate, rejected } of counters) {
    await connection.run(`INSERT OR REPLACE INTO ingest_counter (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)`, [
      batchId,
      topic,
      partition,
      nextOffset,
      inserted,
      duplicate,
      rejected,
    ]);
  }
}

type Row = Record<'batch_id' | 'topic', string> &
  Record<'partition' | 'next_offset' | 'inserted' | 'duplicate' | 'rejected', bigint>;

function read(reader: DuckDBResultReader): IngestCounter[] {
  return (reader.getRowObjectsJS() as Row[]).map((row) => ({
    batchId: row.batch_id,
    topic: row.topic,
    partition: Number(row.partition),
    nextOffset: Number(row.next_offset),
    inserted: Number(row.inserted),
    duplicate: Number(row.duplicate),
    rejected: Number(row.rejected),
  }));
}
