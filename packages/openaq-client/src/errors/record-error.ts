import { OpenAqError } from './openaq-error.ts';
import { listProblems, type Problem } from './problem.ts';

/** A record of OpenAQ that does not have the documented shape. */
export interface Misfit {
  /** As it was received. */
  readonly record: unknown;
  /** Position in its page, from 0. */
  readonly index: number;
  /** Page of the iteration, from 1. */
  readonly page: number;
  readonly issues: readonly Problem[];
}

/** A record does not fit, and the call has no `onMisfit` to hand it to. */
export class OpenAqRecordError extends OpenAqError {
  override readonly name = 'OpenAqRecordError';
  readonly retriable = false;
  readonly misfit: Misfit;
  /** The page that held the record. */
  readonly url: string;

  constructor(misfit: Misfit, url: string) {
    super(
      `Record ${misfit.index} of ${url} does not fit: ${listProblems(misfit.issues)}. ` +
        'Pass onMisfit to set such records aside and go on.',
    );
    this.misfit = misfit;
    this.url = url;
  }
}
