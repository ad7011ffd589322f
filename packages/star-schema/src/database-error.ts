import { DrizzleQueryError } from 'drizzle-orm/errors';
import { DatabaseError, DiskFullError, StarSchemaError } from './errors.ts';

/** What PostgreSQL and the socket put on an error. */
interface ErrorFacts {
  readonly code?: string;
  readonly constraint?: string;
  readonly message: string;
}

// Connection (class 08), serialization and deadlock, too many connections, lock not available, server going down or up:
// https://www.postgresql.org/docs/current/errcodes-appendix.html
const retriableState = /^(08...|40001|40P01|53300|55P03|57P0[1-3])$/;
const retriableSocket = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EPIPE', 'EAI_AGAIN']);
// The messages of pg for a connection that went away under it; it gives them no code.
const connectionLost = /^Connection terminated|^timeout exceeded when trying to connect|not queryable/;

const remedies: Readonly<Record<string, string>> = {
  '28P01': 'Check the user and the password.',
  '28000': 'Check the user and the access rules of the server (pg_hba.conf).',
  '3D000': 'Create the database first.',
  '3F000': 'Run migrate first.',
  '42P01': 'Run migrate first.',
  '42501': 'The role lacks the privilege: see the roles in the README of star-schema.',
  '53100': 'Free some disk space on the database server and run again.',
  '57014': 'The statement was cancelled, or took longer than the time the role has.',
  ECONNREFUSED: 'Check that the server runs, and its host and port.',
};

/** PostgreSQL's own error behind what Drizzle throws: its message would print every parameter. */
function driverError(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? error.cause : error;
}

export function errorFacts(error: unknown): ErrorFacts {
  return error instanceof Error ? error : { message: String(error) };
}

function isRetriable({ code, message }: ErrorFacts): boolean {
  if (code === undefined) return connectionLost.test(message);
  return retriableState.test(code) || retriableSocket.has(code);
}

/** Turns whatever a database call threw into an error of this package; one that already is one stays as it is. */
export function databaseError(operation: string, thrown: unknown): StarSchemaError {
  const cause = driverError(thrown);
  if (cause instanceof StarSchemaError) return cause;
  const facts = errorFacts(cause);
  const { code, constraint } = facts;
  const subject = [code ?? 'connection lost', constraint && `constraint ${constraint}`].filter(Boolean).join(', ');
  const message = [`${operation} failed (${subject}).`, code && remedies[code]].filter(Boolean).join(' ');
  const Type = code === '53100' ? DiskFullError : DatabaseError;
  return new Type(message, { retriable: isRetriable(facts), code, constraint, cause });
}

/** Runs one named piece of database work, so that its failure says what was being done. */
export async function named<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw databaseError(operation, error);
  }
}
