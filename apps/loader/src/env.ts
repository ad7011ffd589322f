import { readVariables, refuseIn, secret, text } from '@airstar/app-process';
import type { PoolOptions } from '@airstar/star-schema';
import { z } from 'zod';

const variablesSchema = z.object({
  DATABASE_URL: text,
  DATABASE_URL_FILE: text,
  PGHOST: text,
  PGPORT: text,
  PGUSER: text,
  PGPASSWORD: text,
  PGPASSWORD_FILE: text,
  PGDATABASE: text,
});

// One schema behind the other: where a field is refused, zod leaves out the rules between fields, and the user would
// be told of the second problem after mending the first.
const environmentSchema = variablesSchema.transform((variables, context): PoolOptions => {
  const refuse = refuseIn(context);
  const connectionString = secret(variables, 'DATABASE_URL', refuse);
  const password = secret(variables, 'PGPASSWORD', refuse);
  if (connectionString !== undefined && !/^postgres(ql)?:$/.test(URL.parse(connectionString)?.protocol ?? '')) {
    refuse('DATABASE_URL', 'is not a postgresql:// URL');
  }
  const { PGHOST: host, PGPORT: port, PGUSER: user, PGDATABASE: database } = variables;
  if (port !== undefined && !isPort(port)) refuse('PGPORT', 'is not a port');
  if (connectionString !== undefined) return { connectionString };
  if (host === undefined && variables.DATABASE_URL_FILE === undefined) {
    refuse('DATABASE_URL', 'is not set, nor are DATABASE_URL_FILE and PGHOST');
  }
  return {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port: Number(port) }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...(database !== undefined && { database }),
  };
});

const isPort = (port: string): boolean => /^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65_536;

/**
 * Where the database is. The only place of this app that reads the environment; an empty variable counts as unset.
 *
 * @throws {UsageError} naming every variable that does not fit, without its value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): PoolOptions {
  return readVariables(environmentSchema, variables);
}
