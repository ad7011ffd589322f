import type { ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer } from './answer.ts';
import type { SimulatorRequest } from './request.ts';

const compress = promisify(gzip);
const compressAbove = 1000;

/** Writes an answer with the transport headers of the real server. */
export async function send(response: ServerResponse, request: SimulatorRequest, answer: Answer): Promise<void> {
  const plain = Buffer.from(answer.body);
  const packed = plain.length > compressAbove && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  // Level 1: the client cannot see it, and higher levels would be most of the server's work.
  const bytes = packed ? await compress(plain, { level: 1 }) : plain;
  const cached = request.method === 'GET' && answer.status < 500;
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': bytes.length,
    vary: 'Accept-Encoding',
    ...(cached && { 'cache-control': 'public, max-age=900' }),
    ...(packed && { 'content-encoding': 'gzip' }),
    ...answer.headers,
  });
  response.end(bytes);
}
