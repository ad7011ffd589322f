import { z } from 'zod';
import { UsageError } from './usage-error.ts';

const optional = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const environmentSchema = z.object({
  OPENAQ_API_KEY: optional,
  OPENAQ_BASE_URL: optional.refine((url) => url === undefined || URL.canParse(url), 'is not a URL'),
});

export interface Environment {
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
}

/**
 * The only place of this app that reads the environment. An empty variable counts as unset.
 *
 * @throws {UsageError} naming every variable that does not fit, without its value.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Environment {
  const { data, error } = environmentSchema.safeParse(variables);
  if (error) {
    throw new UsageError(
      'environment',
      error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`),
    );
  }
  return { apiKey: data.OPENAQ_API_KEY, baseUrl: data.OPENAQ_BASE_URL };
}
