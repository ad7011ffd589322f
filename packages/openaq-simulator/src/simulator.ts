import { createServer } from 'node:http';
import type { Dataset } from './dataset.ts';
import type { FaultHook } from './fault.ts';
import { endServer, listen } from './listener.ts';
import { minuteRateLimiter } from './rate-limit.ts';
import { describeRequest, type SimulatorRequest } from './request.ts';
import { serve, type Service } from './serve.ts';

export interface SimulatorOptions {
  /** What it serves: `recordedDataset()` or `generatedDataset(…)`. */
  readonly data: Dataset;
  /** Default 0: a free port. */
  readonly port?: number;
  /** Default `127.0.0.1`. */
  readonly host?: string;
  /** Keys that are let in. Without it any key is good, and none is too. */
  readonly apiKeys?: readonly string[];
  /** Requests per key and clock minute. Default 1,000,000; the real server's is 60. */
  readonly rateLimit?: number;
  /** Milliseconds since 1970, for the rate limit. Default `Date.now`. */
  readonly clock?: () => number;
  /** Decides which requests go wrong, and how. Default: none. */
  readonly faults?: FaultHook;
  /** Called with each request before it is answered. */
  readonly onRequest?: (request: SimulatorRequest) => void;
}

export interface Simulator {
  /** `http://127.0.0.1:40123`, without `/v3` and without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Requests received so far, faulty and refused ones included. */
  requests(): number;
  /** Ends the open connections and frees the port. Safe to call again. */
  close(): Promise<void>;
}

/**
 * Starts an OpenAQ v3 server.
 *
 * @throws PortTakenError when somebody else listens on `port`. Other failures to listen reach the caller as Node's own.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { host = '127.0.0.1' } = options;
  const closing = new AbortController();
  const service = serviceOf(options, closing.signal);
  let received = 0;
  const server = createServer((incoming, response) => {
    received += 1;
    void serve(service, describeRequest(incoming, received), incoming, response);
  });
  const port = await listen(server, host, options.port ?? 0);
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host}:${port}`,
    port,
    requests: () => received,
    close: () => {
      closing.abort();
      return (closed ??= endServer(server));
    },
  };
}

function serviceOf(options: SimulatorOptions, closing: AbortSignal): Service {
  const { data, apiKeys, rateLimit = 1_000_000, clock = Date.now, faults, onRequest } = options;
  const application = {
    data,
    apiKeys: apiKeys && new Set(apiKeys),
    countRequest: minuteRateLimiter(rateLimit, clock),
  };
  return { application, faults, onRequest, closing };
}
