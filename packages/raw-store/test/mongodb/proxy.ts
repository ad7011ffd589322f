import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A way to a server that can fail as networks do. */
export interface Proxy {
  readonly uri: string;
  /** Breaks every connection; the next ones get through. */
  cut(): void;
  /** Breaks every connection and refuses new ones. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Accepts everything from now on and answers nothing. */
  freeze(): void;
}

export async function proxyTo(uri: string): Promise<Proxy> {
  const { hostname, port } = new URL(uri);
  const sockets = new Set<Socket>();
  let frozen = false;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    const pairs = [
      [client, upstream],
      [upstream, client],
    ] as const;
    for (const [from, to] of pairs) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.on('data', (chunk) => {
        if (!frozen) to.write(chunk);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const down = async () => {
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };
  onTestFinished(() => (server.listening ? down() : undefined));
  return {
    uri: `mongodb://127.0.0.1:${address.port}`,
    cut,
    down,
    up: async () => {
      server.listen(address.port, '127.0.0.1');
      await once(server, 'listening');
    },
    freeze: () => void (frozen = true),
  };
}
