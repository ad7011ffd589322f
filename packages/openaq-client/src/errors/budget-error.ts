import type { RateRefusal } from '../budget/ledger.ts';
import { instantText } from './instant-text.ts';
import { OpenAqError } from './openaq-error.ts';
import type { SentRequest } from './request-error.ts';

const reasonOf = ({ budget, limit }: RateRefusal): string =>
  budget === 'server' ? 'OpenAQ has answered 429' : `the budget of ${limit ?? 0} requests in this ${budget} is spent`;

/** The budget of the key is spent for longer than `maxBudgetWait`. The request was not sent. */
export class OpenAqBudgetError extends OpenAqError {
  override readonly name = 'OpenAqBudgetError';
  readonly retriable = true;
  /** What is used up. */
  readonly budget: RateRefusal['budget'];
  /** When the next request may be sent, in milliseconds since the epoch. */
  readonly retryAt: number;

  constructor({ method, url }: Omit<SentRequest, 'attempt'>, refusal: RateRefusal) {
    const when = instantText(refusal.retryAt);
    super(
      `${method} ${url} is not sent: ${reasonOf(refusal)}. The next request is possible at ${when}: try again then.`,
    );
    this.budget = refusal.budget;
    this.retryAt = refusal.retryAt;
  }
}
