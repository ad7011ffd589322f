import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { Registry } from 'prom-client';
import type { Progress } from './progress.ts';

/** Health cannot be served where it was asked for. */
export class HealthServerError extends Error {
  override readonly name = 'HealthServerError';
  readonly retriable = false;
}

export interface HealthServerOptions {
  /** Default 127.0.0.1: who wants it seen from elsewhere says so. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly registry: Pick<Registry, 'contentType' | 'metrics'>;
  readonly progress: Pick<Progress, 'report'>;
}

export interface HealthServer {
  readonly port: number;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Serves `GET /healthz`, 200 while work goes on and 503 when it stands still, with the report as JSON, and
 * `GET /metrics` for Prometheus. It does not keep the process alive.
 *
 * @throws {HealthServerError} when it cannot listen there.
 */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { host = '127.0.0.1', port } = options;
  const server = createServer(listener(options));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const { message } = cause as Error;
    throw new HealthServerError(`Cannot serve health on ${host}:${port}: ${message}. Set HEALTH_PORT to a free port.`, {
      cause,
    });
  }
  server.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listener({ registry, progress }: HealthServerOptions): RequestListener {
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/healthz': async (response) => {
      const report = progress.report();
      response.writeHead(report.isProgressing ? 200 : 503, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(report)}\n`);
    },
    '/metrics': async (response) => {
      const metrics = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(metrics);
    },
  };
  return ({ method = '', url = '' }, response) => {
    const answer = answers[url.split('?', 1)[0] ?? ''];
    if (answer === undefined) response.writeHead(404).end('/healthz or /metrics\n');
    else if (method !== 'GET' && method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end();
    else answer(response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  };
}
