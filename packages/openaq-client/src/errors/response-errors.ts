import { instantText } from './instant-text.ts';
import { OpenAqRequestError, type SentRequest } from './request-error.ts';

/** What a response that is no success holds. */
export interface FailedResponse {
  readonly request: SentRequest;
  readonly status: number;
  /** What the body says, one entry for each problem. Empty where it says nothing. */
  readonly problems: readonly string[];
  /** When it had come, in milliseconds since the epoch. */
  readonly receivedAt: number;
  /** Milliseconds that the server asks to wait; undefined where it does not. */
  readonly retryAfter: number | undefined;
}

/** OpenAQ answered, and not with data. */
export abstract class OpenAqResponseError extends OpenAqRequestError {
  declare readonly status: number;
  readonly problems: readonly string[];
  readonly retryAfter: number | undefined;

  constructor(response: FailedResponse, remedy: string) {
    const said = response.problems.length > 0 ? `: ${response.problems.join('; ')}` : '';
    super(response.request, response.status, `was answered ${response.status}${said}. ${remedy}`);
    this.problems = response.problems;
    this.retryAfter = response.retryAfter;
  }
}

/** 401: no key, or one that OpenAQ does not know. */
export class OpenAqAuthenticationError extends OpenAqResponseError {
  override readonly name = 'OpenAqAuthenticationError';
  readonly retriable = false;
  constructor(response: FailedResponse) {
    super(response, 'Pass a valid apiKey (register at explore.openaq.org).');
  }
}

/** 403: blocked, by address or after repeated over-use. Asking again makes it worse. */
export class OpenAqForbiddenError extends OpenAqResponseError {
  override readonly name = 'OpenAqForbiddenError';
  readonly retriable = false;
  constructor(response: FailedResponse) {
    super(response, 'Stop sending requests and write to dev@openaq.org.');
  }
}

/** 404: no such location, sensor or path. */
export class OpenAqNotFoundError extends OpenAqResponseError {
  override readonly name = 'OpenAqNotFoundError';
  readonly retriable = false;
  constructor(response: FailedResponse) {
    super(response, 'Check the id and baseUrl.');
  }
}

/** 408: the database took longer than its 6 s. The cure is to ask for less; the same again mostly times out again. */
export class OpenAqRequestTimeoutError extends OpenAqResponseError {
  override readonly name = 'OpenAqRequestTimeoutError';
  readonly retriable = true;
  constructor(response: FailedResponse) {
    super(response, 'Slice the window into shorter ones.');
  }
}

/** 410: version 1 or 2 of the API. */
export class OpenAqGoneError extends OpenAqResponseError {
  override readonly name = 'OpenAqGoneError';
  readonly retriable = false;
  constructor(response: FailedResponse) {
    super(response, 'Use a baseUrl that ends in /v3.');
  }
}

/** 422: parameters that OpenAQ refuses; `problems` lists every one. */
export class OpenAqValidationError extends OpenAqResponseError {
  override readonly name = 'OpenAqValidationError';
  readonly retriable = false;
  constructor(response: FailedResponse) {
    super(response, 'Correct the parameters.');
  }
}

/** 429: the budget of the key is used up; `retryAfter` says for how many milliseconds. */
export class OpenAqRateLimitError extends OpenAqResponseError {
  override readonly name = 'OpenAqRateLimitError';
  readonly retriable = true;
  constructor(response: FailedResponse) {
    const { receivedAt, retryAfter = 0 } = response;
    super(response, `Wait until ${instantText(receivedAt + retryAfter)}, and lower rateLimit where the key is shared.`);
  }
}

/** 5xx. Some sensors answer 500 for ever, and so do some combinations of filters. */
export class OpenAqServerError extends OpenAqResponseError {
  override readonly name = 'OpenAqServerError';
  readonly retriable = true;
  constructor(response: FailedResponse) {
    super(response, 'Try later; where it stays, report the URL to OpenAQ.');
  }
}

/** Any other status, redirects among them: they are not followed, so that the API key stays with its host. */
export class OpenAqUnexpectedStatusError extends OpenAqResponseError {
  override readonly name = 'OpenAqUnexpectedStatusError';
  readonly retriable = false;
  constructor(response: FailedResponse) {
    super(response, 'Check baseUrl.');
  }
}
