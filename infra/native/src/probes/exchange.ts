import { connect } from 'node:net';
import { loopback } from '../ports.ts';

/**
 * Sends a request to a port of 127.0.0.1 and gives the answer, as soon as `isWhole` says that it is one.
 *
 * @throws when nobody listens, the connection ends early, or nothing is heard for `timeoutMs` (default 2 s).
 */
export async function exchange(
  port: number,
  request: string | Uint8Array,
  isWhole: (answer: Buffer) => boolean,
  timeoutMs = 2000,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let answer = Buffer.alloc(0);
    const socket = connect({ port, host: loopback, timeout: timeoutMs });
    const fail = (reason: string) => socket.destroy(new Error(`Port ${port}: ${reason}`));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (bytes: Buffer) => {
      answer = Buffer.concat([answer, bytes]);
      if (isWhole(answer)) socket.destroy();
    });
    socket.on('timeout', () => fail(`silent for ${timeoutMs} ms`));
    socket.on('error', reject);
    socket.on('close', () => (isWhole(answer) ? resolve(answer) : reject(new Error(`Port ${port}: no whole answer`))));
  });
}
