import {
  logSettings,
  logVariables,
  readVariables,
  refuseIn,
  secret,
  text,
  url,
  wholeNumber,
  type LogSettings,
  type Refuse,
} from '@airstar/app-process';
import { z } from 'zod';

/** How to reach OpenAQ, and what the key may cost. */
export interface SourceSettings {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly limits: { readonly perMinute: number; readonly perHour: number };
  /** File in which all processes of the key count their requests. */
  readonly ledgerFile: string | undefined;
}

export interface Environment {
  readonly source: SourceSettings;
  readonly log: LogSettings;
  /** Where `/healthz` and `/metrics` are served; undefined: nowhere. */
  readonly health: { readonly host?: string; readonly port: number } | undefined;
}

const sourceVariables = {
  OPENAQ_API_KEY: text,
  OPENAQ_API_KEY_FILE: text,
  OPENAQ_BASE_URL: url('http', 'https'),
  OPENAQ_REQUESTS_PER_MINUTE: wholeNumber(1_000_000),
  OPENAQ_REQUESTS_PER_HOUR: wholeNumber(10_000_000),
  OPENAQ_LEDGER_FILE: text,
};

type SourceVariables = z.output<z.ZodObject<typeof sourceVariables>>;

function sourceSettings(variables: SourceVariables, refuse: Refuse): SourceSettings {
  return {
    apiKey: secret(variables, 'OPENAQ_API_KEY', refuse),
    baseUrl: variables.OPENAQ_BASE_URL,
    limits: {
      perMinute: variables.OPENAQ_REQUESTS_PER_MINUTE ?? 60,
      perHour: variables.OPENAQ_REQUESTS_PER_HOUR ?? 2000,
    },
    ledgerFile: variables.OPENAQ_LEDGER_FILE,
  };
}

const sourceSchema = z
  .object(sourceVariables)
  .transform((variables, context) => sourceSettings(variables, refuseIn(context)));

// One schema behind the other, so that what is missing is told together with what does not fit.
const environmentSchema = z
  .object({ ...sourceVariables, ...logVariables, HEALTH_HOST: text, HEALTH_PORT: wholeNumber(65_535) })
  .transform((variables, context): Environment => {
    const refuse = refuseIn(context);
    const { HEALTH_HOST: host, HEALTH_PORT: port } = variables;
    return {
      source: sourceSettings(variables, refuse),
      log: logSettings(variables, refuse),
      health: port === undefined ? undefined : { port, ...(host !== undefined && { host }) },
    };
  });

/**
 * How to reach OpenAQ and the log. The only place of this app that reads the environment; an empty variable counts as
 * unset.
 *
 * @throws {UsageError} naming every variable that does not fit, without its value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  return readVariables(environmentSchema, variables);
}

/** The same for a command that only asks OpenAQ. */
export function readSourceEnvironment(variables: NodeJS.ProcessEnv = process.env): SourceSettings {
  return readVariables(sourceSchema, variables);
}
