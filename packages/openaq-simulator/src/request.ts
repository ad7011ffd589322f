import type { IncomingMessage } from 'node:http';

/** A request as the hooks see it. */
export interface SimulatorRequest {
  /** 1 for the first request since the start. */
  readonly number: number;
  readonly method: string;
  /** Path without the query, as it came: `/v3/sensors/23112/measurements`. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. A header sent twice is joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

export function describeRequest(incoming: IncomingMessage, number: number): SimulatorRequest {
  const target = incoming.url ?? '/';
  const mark = target.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) headers[name] = String(value);
  return {
    number,
    method: incoming.method ?? 'GET',
    path: mark < 0 ? target : target.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1)),
    headers,
  };
}
