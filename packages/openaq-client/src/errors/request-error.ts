import { OpenAqError } from './openaq-error.ts';

/** A request as it was sent. The API key travels in a header and is in none of these. */
export interface SentRequest {
  readonly method: 'GET';
  readonly url: string;
  /** 1 for the first try. */
  readonly attempt: number;
}

/** A request brought nothing that can be used. */
export abstract class OpenAqRequestError extends OpenAqError {
  readonly request: SentRequest;
  /** Undefined where no response came. */
  readonly status: number | undefined;

  constructor(request: SentRequest, status: number | undefined, message: string, options?: ErrorOptions) {
    super(`${request.method} ${request.url} (attempt ${request.attempt}) ${message}`, options);
    this.request = request;
    this.status = status;
  }
}
