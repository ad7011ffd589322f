import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { loopback } from './ports.ts';

/** A port of loopback on which nobody listens: on a fixed one a stranger, or a killed run, might answer. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, loopback);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
