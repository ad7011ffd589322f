import { OpenAqRequestError, type SentRequest } from './request-error.ts';

/** The innermost cause says what happened (`ECONNREFUSED`); fetch itself only says that it failed. */
function describe(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error) return describe(cause.cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return [code, cause.message].filter((part) => part !== '').join(' ');
}

/** No response, or one that broke off: name not found, connection refused or lost. */
export class OpenAqNetworkError extends OpenAqRequestError {
  override readonly name = 'OpenAqNetworkError';
  readonly retriable = true;

  constructor(request: SentRequest, cause: unknown) {
    super(request, undefined, `got no response: ${describe(cause)}. Check the network and baseUrl.`, { cause });
  }
}

/** No complete response within the `timeout` of the client. */
export class OpenAqTimeoutError extends OpenAqRequestError {
  override readonly name = 'OpenAqTimeoutError';
  readonly retriable = true;

  constructor(request: SentRequest, timeout: number) {
    super(request, undefined, `got no complete response within ${timeout} ms. Ask for less, or raise timeout.`);
  }
}

/** The caller's signal was aborted. `cause` is the signal's reason. */
export class OpenAqAbortedError extends OpenAqRequestError {
  override readonly name = 'OpenAqAbortedError';
  readonly retriable = false;

  constructor(request: SentRequest, reason: unknown) {
    super(request, undefined, 'was aborted by its caller.', { cause: reason });
  }
}
