import { OpenAqMalformedResponseError } from '../errors/malformed-response-error.ts';
import type { SentRequest } from '../errors/request-error.ts';
import type { ResolvedOptions } from '../options.ts';
import { readEnvelope } from './envelope.ts';
import { createExchange, type Received } from './exchange.ts';
import { readRateHeaders, serverDelay } from './rate-headers.ts';
import { readRemoteMessage } from './remote-message.ts';
import { responseError } from './response-error.ts';

/** A page as it came. */
export interface Answer {
  readonly results: readonly unknown[];
  /** When the last byte had come. */
  readonly fetchedAt: Date;
}

/** Sends one request once, and tells ledger and observers what came of it. */
export type Attempt = (request: SentRequest, signal: AbortSignal | undefined) => Promise<Answer>;

const excerptLength = 200;

export function createAttempt(options: ResolvedOptions): Attempt {
  const { apiKey, clock, events, ledger } = options;
  const exchange = createExchange(options);
  // A proxy that echoes headers must not bring the key into an error message.
  const redact = (text: string): string => (apiKey === undefined ? text : text.replaceAll(apiKey, '[api key]'));

  function read(request: SentRequest, { status, headers, text, at }: Received): Answer {
    if (status < 200 || status > 299) {
      const retryAfter = serverDelay(status, headers, at);
      const problems = readRemoteMessage(redact(text));
      throw responseError({ request, status, problems, receivedAt: at, retryAfter });
    }
    const envelope = readEnvelope(text);
    if ('results' in envelope) return { results: envelope.results, fetchedAt: new Date(at) };
    throw new OpenAqMalformedResponseError(request, status, envelope.problem, redact(text).slice(0, excerptLength));
  }

  async function report(request: SentRequest, sentAt: number, { status, headers, at }: Received): Promise<void> {
    const { limit, used, remaining } = readRateHeaders(headers, at);
    const blockedUntil = status === 429 ? at + (serverDelay(status, headers, at) ?? 0) : null;
    // Most failures tell nothing, and a ledger may be a database.
    if ((limit ?? used ?? blockedUntil) !== null) await ledger.observe({ sentAt, limit, used, blockedUntil });
    events.onResponse?.({ request, status, duration: at - sentAt, rate: { limit, used, remaining } });
  }

  return async (request, signal) => {
    const sentAt = clock.now();
    events.onRequest?.(request);
    const received = await exchange(request, signal);
    await report(request, sentAt, received);
    return read(request, received);
  };
}
