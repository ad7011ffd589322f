import { readVariables, text, url, wholeNumber } from '@airstar/app-process';
import { z } from 'zod';

const environmentSchema = z.object({
  /** Key of the live API. Without one the recorded data are used. */
  OPENAQ_API_KEY: text.refine(
    (key) => key === undefined || /^\S{8,}$/.test(key),
    'is no key: it has blanks or is too short',
  ),
  /** Another server that speaks OpenAQ v3. */
  OPENAQ_BASE_URL: url('http', 'https'),
  /** Budget of the key where it is another than the published 60 a minute and 2,000 an hour. */
  OPENAQ_REQUESTS_PER_MINUTE: wholeNumber(1_000_000),
  OPENAQ_REQUESTS_PER_HOUR: wholeNumber(10_000_000),
  /** Where database, raw store and report live. */
  AIRSTAR_DATA_DIRECTORY: text,
  /** Port of the embedded PostgreSQL; a free one by default. */
  AIRSTAR_POSTGRES_PORT: wholeNumber(65_535),
});

export interface Environment {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  readonly requestsPerMinute: number | undefined;
  readonly requestsPerHour: number | undefined;
  readonly dataDirectory: string;
  readonly postgresPort: number | undefined;
}

/**
 * The only place of this app that reads the environment. An empty variable counts as unset.
 *
 * @throws {UsageError} naming every variable that does not fit.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const given = readVariables(environmentSchema, variables);
  return {
    apiKey: given.OPENAQ_API_KEY,
    baseUrl: given.OPENAQ_BASE_URL,
    requestsPerMinute: given.OPENAQ_REQUESTS_PER_MINUTE,
    requestsPerHour: given.OPENAQ_REQUESTS_PER_HOUR,
    dataDirectory: given.AIRSTAR_DATA_DIRECTORY ?? '.airstar',
    postgresPort: given.AIRSTAR_POSTGRES_PORT,
  };
}
