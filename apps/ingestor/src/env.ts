import {
  logSettings,
  logVariables,
  readVariables,
  refuseIn,
  secret,
  text,
  wholeNumber,
  type LogSettings,
} from '@airstar/app-process';
import { z } from 'zod';

/** Where `/healthz` and `/metrics` are served. */
interface HealthSettings {
  readonly host?: string;
  readonly port: number;
}

export interface Environment extends LogSettings {
  readonly mongodbUri: string;
  readonly groupId: string | undefined;
  /** Database of the raw store. */
  readonly database: string | undefined;
  readonly health: HealthSettings | undefined;
}

// One schema behind the other, so that what is missing is told together with what does not fit.
const logSchema = z.object(logVariables).transform((variables, context) => logSettings(variables, refuseIn(context)));

const environmentSchema = z
  .object({
    ...logVariables,
    KAFKA_GROUP_ID: text,
    MONGODB_URI: text,
    MONGODB_URI_FILE: text,
    MONGODB_DATABASE: text,
    HEALTH_HOST: text,
    HEALTH_PORT: wholeNumber(65_535),
  })
  .transform((variables, context): Environment => {
    const refuse = refuseIn(context);
    const log = logSettings(variables, refuse);
    const mongodbUri = secret(variables, 'MONGODB_URI', refuse);
    // Several hosts are no URL for the runtime, so only the driver reads all of it.
    if (mongodbUri !== undefined && !/^mongodb(\+srv)?:\/\/./.test(mongodbUri)) {
      refuse('MONGODB_URI', 'is not a mongodb:// URI');
    }
    if (mongodbUri === undefined && variables.MONGODB_URI_FILE === undefined) {
      refuse('MONGODB_URI', 'is not set, nor is MONGODB_URI_FILE');
    }
    const { KAFKA_GROUP_ID: groupId, MONGODB_DATABASE: database, HEALTH_HOST: host, HEALTH_PORT: port } = variables;
    const health = port === undefined ? undefined : { port, ...(host !== undefined && { host }) };
    return { ...log, mongodbUri: mongodbUri ?? '', groupId, database, health };
  });

/**
 * How to reach log and raw store. The only place of this app that reads the environment; an empty variable counts as
 * unset.
 *
 * @throws {UsageError} naming every variable that does not fit, without its value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return readVariables(environmentSchema, variables);
}

/** The same for a command that needs no raw store. */
export function readLogEnvironment(variables: NodeJS.ProcessEnv = process.env): LogSettings {
  return readVariables(logSchema, variables);
}
