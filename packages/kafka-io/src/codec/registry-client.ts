import { retryWithin, type RetryEvent } from '../retry.ts';
import { AccessDeniedError, RegistryFailedError, RegistryUnavailableError } from '../service-errors.ts';

export interface RegistryClientOptions {
  /** Base of the API, e.g. `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  /** Milliseconds that one call may take with its retries; one attempt takes 10 s at most. Default 60,000. */
  readonly timeoutMs?: number;
  readonly onRetry?: (event: RetryEvent) => void;
  /** Waits between attempts. Default a real timer. */
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
}

interface RegistryRequest {
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: object;
}

type Answer = Readonly<Record<string, unknown>>;

/** It may work later: no answer, or one that says so. */
class NoAnswer extends Error {}

const longestAttemptMs = 10_000;
const mediaType = 'application/vnd.schemaregistry.v1+json';

/** Makes a function that asks a registry and gives the JSON it answers with. */
export function createRegistryClient(options: RegistryClientOptions): (request: RegistryRequest) => Promise<Answer> {
  const { timeoutMs = 60_000, onRetry = () => undefined, sleep } = options;
  const { base, headers } = addressOf(options);
  return (request) => {
    const { operation } = request;
    const policy = {
      operation,
      budgetMs: timeoutMs,
      isRetriable: (error: unknown) => error instanceof NoAnswer,
      reasonOf,
      onRetry,
      exhausted: (cause: unknown) => new RegistryUnavailableError(operation, base.href, { cause }),
      sleep,
    };
    return retryWithin(policy, async (remainingMs) => {
      const response = await send(base, headers, request, Math.min(remainingMs, longestAttemptMs));
      return answerOf(operation, response);
    });
  };
}

/** Whether the registry says that it does not hold what was asked for; a 404 of a wrong path has no such code. */
export function isNotFound(error: unknown): boolean {
  return error instanceof RegistryFailedError && error.status === 404 && error.cause instanceof NotFound;
}

class NotFound extends Error {}

/** Credentials leave the URL: they would show in messages, and fetch refuses them there. */
function addressOf({ url, username, password }: RegistryClientOptions): { base: URL; headers: Record<string, string> } {
  const base = new URL(url.endsWith('/') ? url : `${url}/`);
  const user = username ?? decodeURIComponent(base.username);
  const secret = password ?? decodeURIComponent(base.password);
  base.username = '';
  base.password = '';
  const headers = { accept: mediaType, 'content-type': mediaType };
  if (user === '') return { base, headers };
  const credentials = Buffer.from(`${user}:${secret}`).toString('base64');
  return { base, headers: { ...headers, authorization: `Basic ${credentials}` } };
}

interface Response {
  readonly status: number;
  readonly text: string;
}

async function send(
  base: URL,
  headers: Record<string, string>,
  { method, path, body }: RegistryRequest,
  timeoutMs: number,
): Promise<Response> {
  const signal = AbortSignal.timeout(Math.ceil(timeoutMs));
  try {
    const content = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(new URL(path, base), { method, headers, signal, ...content });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    throw new NoAnswer(reasonOf(cause), { cause });
  }
}

/** fetch says only that it failed; why lies in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}

const denied: ReadonlySet<number> = new Set([401, 403]);

function answerOf(operation: string, { status, text }: Response): Answer {
  const answer = jsonOf(text);
  if (status >= 200 && status < 300) return answer;
  const { message, error_code: code } = answer;
  const reason = typeof message === 'string' ? message : text.slice(0, 200);
  if (denied.has(status)) throw new AccessDeniedError(operation, 'the schema registry', `status ${status}`);
  if (status >= 500 || status === 408 || status === 429) throw new NoAnswer(`status ${status}: ${reason}`);
  // Codes have five digits, the status first: 40401 subject, 40402 version, 40403 schema.
  const isNamed = status === 404 && String(code).startsWith('404') && code !== 404;
  throw new RegistryFailedError(operation, status, reason, isNamed ? { cause: new NotFound(reason) } : {});
}

function jsonOf(text: string): Answer {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
