import type { SimulatorRequest } from './request.ts';

/** An answer in place of the real one. It passes neither key check nor quota. */
export interface FaultAnswer {
  readonly status: number;
  /** Default: empty. */
  readonly body?: string;
  /** Default: none but `content-length`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds to wait before answering. Default 0. */
  readonly delayMs?: number;
}

/**
 * What goes wrong with a request: another answer, `'reset'` (the connection is torn down by RST, without an answer), or
 * `'malformed'` (status 200 and the first half of the JSON that was due).
 */
export type Fault = FaultAnswer | 'reset' | 'malformed';

/** Chooses the fault of a request; undefined means that all goes well. */
export type FaultHook = (request: SimulatorRequest) => Fault | undefined;
