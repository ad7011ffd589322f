import { z } from 'zod';
import { UsageError } from '@airstar/extractor';

const optional = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const wholeNumber = (maximum: number) =>
  optional.transform((text, context) => {
    if (text === undefined) return undefined;
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= maximum) return number;
    context.addIssue({ code: 'custom', message: `is "${text}", not a whole number from 1 to ${maximum}` });
    return z.NEVER;
  });

const environmentSchema = z.object({
  /** Key of the live API. Without one the recorded data are used. */
  OPENAQ_API_KEY: optional.refine(
    (key) => key === undefined || /^\S{8,}$/.test(key),
    'is no key: it has blanks or is too short',
  ),
  /** Another server that speaks OpenAQ v3. */
  OPENAQ_BASE_URL: optional.refine((url) => url === undefined || URL.canParse(url), 'is not a URL'),
  /** Budget of the key where it is another than the published 60 a minute and 2,000 an hour. */
  OPENAQ_REQUESTS_PER_MINUTE: wholeNumber(1_000_000),
  OPENAQ_REQUESTS_PER_HOUR: wholeNumber(10_000_000),
  /** Where database, raw store and report live. */
  AIRSTAR_DATA_DIRECTORY: optional,
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
  const parsed = environmentSchema.safeParse(variables);
  if (!parsed.success) {
    // The value is not repeated: one of these variables is a secret.
    throw new UsageError(
      'environment',
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  return {
    apiKey: parsed.data.OPENAQ_API_KEY,
    baseUrl: parsed.data.OPENAQ_BASE_URL,
    requestsPerMinute: parsed.data.OPENAQ_REQUESTS_PER_MINUTE,
    requestsPerHour: parsed.data.OPENAQ_REQUESTS_PER_HOUR,
    dataDirectory: parsed.data.AIRSTAR_DATA_DIRECTORY ?? '.airstar',
    postgresPort: parsed.data.AIRSTAR_POSTGRES_PORT,
  };
}
