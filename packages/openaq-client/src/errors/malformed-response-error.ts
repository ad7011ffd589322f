import { OpenAqRequestError, type SentRequest } from './request-error.ts';

/** A success whose body is no page of OpenAQ: not JSON, or without `results`. */
export class OpenAqMalformedResponseError extends OpenAqRequestError {
  override readonly name = 'OpenAqMalformedResponseError';
  readonly retriable = false;
  declare readonly status: number;
  /** How the body begins. */
  readonly body: string;

  constructor(request: SentRequest, status: number, problem: string, body: string) {
    super(request, status, `was answered ${status} with ${problem}. Check baseUrl. The body begins: ${body}`);
    this.body = body;
  }
}
