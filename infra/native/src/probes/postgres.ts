import { exchange } from './exchange.ts';

/** Whether PostgreSQL answers the question for TLS, which it does before it knows the client. */
export async function postgresIsReady(port: number): Promise<boolean> {
  const sslRequest = Uint8Array.of(0, 0, 0, 8, 4, 210, 22, 47);
  const answer = await exchange(port, sslRequest, (bytes) => bytes.length >= 1);
  return answer[0] === 0x4e || answer[0] === 0x53;
}
