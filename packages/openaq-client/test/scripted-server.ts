import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface ReceivedRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** What the server does with one request. A body that is no string is sent as JSON. */
export interface ScriptedReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** `never`: no answer. `dropped`: a closed socket. `halfway`, `cut`: half a body, then the one or the other. */
  readonly ends?: 'never' | 'dropped' | 'halfway' | 'cut';
}

export type Script = (request: ReceivedRequest, number: number) => ScriptedReply;

export interface ScriptedServer {
  /** Base URL for the client. */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
}

/** Starts a real HTTP server that follows a script, or gives the replies of a list in turn (the last one for ever). */
export async function startServer(script: Script | readonly ScriptedReply[]): Promise<ScriptedServer> {
  const requests: ReceivedRequest[] = [];
  const next: Script = typeof script === 'function' ? script : (_, number) => script[number - 1] ?? script.at(-1) ?? {};
  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? '/', 'http://server');
    const request = { path: url.pathname, query: url.searchParams, headers: incoming.headers };
    requests.push(request);
    const { status = 200, headers = {}, body = { results: [] }, ends } = next(request, requests.length);
    if (ends === 'never') return;
    if (ends === 'dropped') {
      response.destroy();
      return;
    }
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    if (ends === undefined) response.end(text);
    else response.write(text.slice(0, text.length / 2), () => ends === 'cut' && response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`, requests };
}
