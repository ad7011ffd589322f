import { detailAnswer, type Answer } from './answer.ts';
import type { Dataset } from './dataset.ts';
import { gatewayAnswer } from './gateway.ts';
import type { RateLimitState } from './rate-limit.ts';
import type { SimulatorRequest } from './request.ts';
import { route } from './router.ts';

export interface Application {
  readonly data: Dataset;
  /** Undefined: every key is good, and none is too. */
  readonly apiKeys: ReadonlySet<string> | undefined;
  readonly countRequest: (key: string) => RateLimitState;
}

/** The order of the checks is the server's: firewall, path and method, key, quota, and only then the parameters. */
export function answerRequest({ data, apiKeys, countRequest }: Application, request: SimulatorRequest): Answer {
  const key = request.headers['x-api-key'];
  const refused = gatewayAnswer(request.path, key, apiKeys !== undefined);
  if (refused !== undefined) return refused;
  const endpoint = route(request.method, request.path);
  if (typeof endpoint !== 'function') return endpoint;
  if (apiKeys !== undefined && !apiKeys.has(key ?? '')) return detailAnswer(401, 'Invalid credentials');
  const { limited, headers } = countRequest(key ?? '');
  if (limited) return { ...detailAnswer(429, 'Too many requests'), headers };
  const answer = endpoint(data, request.query);
  return answer.status === 200 ? { ...answer, headers } : answer;
}
