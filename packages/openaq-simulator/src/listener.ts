import { once } from 'node:events';
import type { Server } from 'node:http';
import { PortTakenError } from './errors.ts';

/** Listens, and gives the port: the one asked for, or the free one that 0 stands for. */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new PortTakenError(host, port, error) : error;
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** `server.close()` alone would wait for requests under way, and for ever for one that its client does not finish. */
export async function endServer(server: Server): Promise<void> {
  const ended = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await ended;
}
