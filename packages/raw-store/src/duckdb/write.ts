import { DuckDBDataChunk, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import type { BatchDocument } from '../store.ts';
import type { Version } from '../tally.ts';
import type { VersionTable } from './column.ts';

/** Most rows that a DuckDB vector holds. */
const chunkSize = 2048;

/**
 * Inserts the versions that are new and moves `last_seen_at` of the others forward. Belongs into a transaction of the
 * only writer: between looking for a version and inserting it nobody else may insert it.
 *
 * @param versions Each at most once.
 * @returns Offsets of the messages whose version was not there.
 */
export async function writeVersions<Document extends Version>(
  connection: DuckDBConnection,
  table: VersionTable<Document>,
  versions: readonly BatchDocument<Document>[],
): Promise<number[]> {
  if (versions.length === 0) return [];
  const documents = versions.map(({ document }) => document);
  await stage(connection, table, documents);
  const known = await findKnown(connection, table);
  await insertUnknown(connection, table);
  if (known.size > 0) await moveLastSeen(connection, table);
  return versions.filter((_, position) => !known.has(position)).map(({ offset }) => offset);
}

async function stage<Document>(
  connection: DuckDBConnection,
  { columns }: VersionTable<Document>,
  versions: readonly Document[],
): Promise<void> {
  const definitions = columns.map(({ name, staged }) => `${name} ${staged.toString()}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE staged (position INTEGER, ${definitions.join(', ')})`);
  const appender = await connection.createAppender('staged', null, 'temp');
  const types = [INTEGER, ...columns.map(({ staged }) => staged)];
  for (let first = 0; first < versions.length; first += chunkSize) {
    const documents = versions.slice(first, first + chunkSize);
    const chunk = DuckDBDataChunk.create(types, documents.length);
    chunk.setColumnValues(
      0,
      Array.from(documents.keys(), (index) => first + index),
    );
    columns.forEach(({ of }, index) => chunk.setColumnValues(index + 1, documents.map(of)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

async function findKnown<Document>(
  connection: DuckDBConnection,
  { name, identity, columns }: VersionTable<Document>,
): Promise<Set<number>> {
  const needed = columns.filter((each) => [...identity, 'last_seen_at'].includes(each.name));
  const loaded = needed.map((each) => `${each.load(each.name)} AS ${each.name}`).join(', ');
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE known AS
    SELECT batch.position, stored.rowid AS stored_row, batch.last_seen_at,
      batch.last_seen_at > stored.last_seen_at AS is_later
    FROM ${name} AS stored JOIN (SELECT position, ${loaded} FROM staged) AS batch USING (${identity.join(', ')})`);
  const positions = await connection.runAndReadAll('SELECT position FROM known');
  return new Set(positions.getColumnsJS().flat().map(Number));
}

async function insertUnknown<Document>(
  connection: DuckDBConnection,
  { name, columns }: VersionTable<Document>,
): Promise<void> {
  const names = columns.map((each) => each.name).join(', ');
  const loaded = columns.map((each) => each.load(each.name)).join(', ');
  await connection.run(`INSERT INTO ${name} (${names}) SELECT ${loaded} FROM staged ANTI JOIN known USING (position)`);
}

async function moveLastSeen<Document>(connection: DuckDBConnection, { name }: VersionTable<Document>): Promise<void> {
  await connection.run(`
    UPDATE ${name} SET last_seen_at = known.last_seen_at
    FROM known WHERE ${name}.rowid = known.stored_row AND known.is_later`);
}
