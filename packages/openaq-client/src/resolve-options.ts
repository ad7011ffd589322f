import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };
import { createInMemoryRateLedger, publishedRateLimits } from './budget/in-memory-ledger.ts';
import type { RateLedger } from './budget/ledger.ts';
import { systemClock, type Clock } from './clock.ts';
import { OpenAqArgumentError } from './errors/argument-error.ts';
import { problemsOf } from './errors/problem.ts';
import type { OpenAqClientOptions, ResolvedOptions } from './options.ts';

/** Timers of the platform count in 32 bits; a longer one would fire at once. */
const longestTimer = 2_147_483_647;

const callable = <Callable>() =>
  z.custom<Callable>((value) => typeof value === 'function', 'must be a function').optional();

const withMethods = <Port>(...methods: string[]) =>
  z
    .custom<Port>(
      (value) =>
        typeof value === 'object' &&
        value !== null &&
        methods.every((method) => typeof (value as Record<string, unknown>)[method] === 'function'),
      `must have ${methods.join(' and ')}`,
    )
    .optional();

const headerText = z
  .string()
  .regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'must be printable ASCII, without blanks at its ends');
const milliseconds = z.int().max(longestTimer);
const count = z.int().min(1);

function isBaseUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return /^https?:$/.test(protocol) && username + password + search + hash === '';
}

const optionsSchema = z.strictObject({
  apiKey: headerText.optional(),
  baseUrl: z
    .union([z.string(), z.instanceof(URL).transform(String)], 'must be a string or URL')
    .refine(isBaseUrl, 'must be an absolute http(s) URL without credentials, query or fragment')
    .transform((url) => url.replace(/\/+$/, ''))
    .default('https://api.openaq.org/v3'),
  fetch: callable<typeof globalThis.fetch>(),
  rateLimit: z.strictObject({ perMinute: count.optional(), perHour: count.optional() }).optional(),
  ledger: withMethods<RateLedger>('take', 'observe'),
  maxBudgetWait: milliseconds.min(0).default(3_600_000),
  retry: z
    .strictObject({ limit: z.int().min(0).default(3), maxWait: milliseconds.min(0).default(120_000) })
    .prefault({}),
  timeout: milliseconds.min(1).default(20_000),
  userAgent: headerText.default(`airstar-openaq-client/${packageJson.version}`),
  clock: withMethods<Clock>('now', 'sleep'),
  random: callable<() => number>(),
  onRequest: callable<NonNullable<OpenAqClientOptions['onRequest']>>(),
  onResponse: callable<NonNullable<OpenAqClientOptions['onResponse']>>(),
  onRetry: callable<NonNullable<OpenAqClientOptions['onRetry']>>(),
  onWait: callable<NonNullable<OpenAqClientOptions['onWait']>>(),
});

/** @throws {@link OpenAqArgumentError} with every problem at once. */
export function resolveOptions(options: OpenAqClientOptions): ResolvedOptions {
  const parsed = optionsSchema.safeParse(options);
  const problems = parsed.success ? [] : problemsOf(parsed.error);
  if (options.ledger !== undefined && options.rateLimit !== undefined) {
    problems.push({ path: 'rateLimit', message: 'is the business of the ledger: give one of the two' });
  }
  if (!parsed.success || problems.length > 0) throw new OpenAqArgumentError('createOpenAqClient', problems);
  const { apiKey, baseUrl, maxBudgetWait, retry, timeout, userAgent, rateLimit = {}, ...rest } = parsed.data;
  return {
    apiKey,
    baseUrl,
    // Looked up at each call, so that instrumentation installed after the client is seen.
    fetch: rest.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    ledger:
      rest.ledger ??
      createInMemoryRateLedger({
        perMinute: rateLimit.perMinute ?? publishedRateLimits.perMinute,
        perHour: rateLimit.perHour ?? publishedRateLimits.perHour,
      }),
    maxBudgetWait,
    retry,
    timeout,
    userAgent,
    clock: rest.clock ?? systemClock,
    random: rest.random ?? Math.random,
    events: { onRequest: rest.onRequest, onResponse: rest.onResponse, onRetry: rest.onRetry, onWait: rest.onWait },
  };
}
