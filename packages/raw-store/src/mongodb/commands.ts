import { MongoServerError, type Document } from 'mongodb';
import type { Connection } from './connection.ts';
import { codes } from './errors.ts';

/**
 * Acknowledged when a majority has it on disk. That holds for what was refused or changed nothing too: the server then
 * waits for what it had before, so that nothing is committed to the log on the word of a member that may lose it.
 */
export const durably = { w: 'majority', j: true } as const;

interface WriteReply {
  readonly n: number;
  readonly nModified?: number;
  readonly writeErrors?: readonly WriteFault[];
  readonly writeConcernError?: WriteFault;
}

interface WriteFault {
  readonly index?: number;
  readonly code: number;
  readonly errmsg: string;
}

/**
 * Inserts those whose `_id` is not there, in whatever order. As a command of its own: `insertMany` makes an Error of
 * each document that is there, which costs ten times the CPU of all the rest.
 *
 * @returns Positions of those that were there.
 */
export async function insertMissing(
  connection: Connection,
  collection: string,
  documents: readonly object[],
): Promise<number[]> {
  const command = { insert: collection, documents, ordered: false, writeConcern: durably };
  const reply = checked((await connection.command(command)) as WriteReply);
  return (reply.writeErrors ?? []).flatMap(({ index }) => index ?? []);
}

export interface Update {
  readonly q: object;
  readonly u: object;
}

/** How many documents were found, and how many of them changed. */
export interface Updated {
  readonly found: number;
  readonly changed: number;
}

export async function updateEach(
  connection: Connection,
  collection: string,
  updates: readonly Update[],
): Promise<Updated> {
  const command = { update: collection, updates, ordered: false, writeConcern: durably };
  const { n, nModified = 0 } = checked((await connection.command(command)) as WriteReply);
  return { found: n, changed: nModified };
}

/** That somebody else was first is no fault. */
function checked(reply: WriteReply): WriteReply {
  const fault = reply.writeErrors?.find(({ code }) => code !== codes.duplicateKey) ?? reply.writeConcernError;
  if (fault) throw new MongoServerError({ message: fault.errmsg, code: fault.code });
  return reply;
}

interface FindReply<Found> {
  readonly cursor: { readonly firstBatch: readonly Found[] };
}

/** Documents that all fit into one answer. */
export async function findFew<Found>(
  connection: Connection,
  collection: string,
  query: Document,
): Promise<readonly Found[]> {
  const reply = await connection.command({ find: collection, ...query, batchSize: 10_000, singleBatch: true });
  return (reply as FindReply<Found>).cursor.firstBatch;
}
