import { exchange } from './exchange.ts';

const opMsg = 2013;
const ping = Buffer.from('\u0010ping\0\u0001\0\0\0\u0002$db\0\u0006\0\0\0admin\0\0', 'latin1');

/** Whether the server answers `{ ping: 1, $db: 'admin' }` with ok 1. The driver belongs to another room. */
export async function mongodbIsReady(port: number): Promise<boolean> {
  const answer = await askMongodb(port, ping);
  const ok = answer.indexOf('\u0001ok\0', 0, 'latin1');
  return ok >= 0 && answer.readDoubleLE(ok + 4) === 1;
}

/** Sends a command as OP_MSG: the elements of its BSON document with the closing zero. */
export async function askMongodb(port: number, elements: Buffer): Promise<Buffer> {
  // Length, request, answers to none, kind of message, flags 0, section 0, length of the document.
  const head = Buffer.alloc(25);
  [head.length + elements.length, 1, 0, opMsg].forEach((value, index) => head.writeInt32LE(value, index * 4));
  head.writeInt32LE(4 + elements.length, 21);
  const isWhole = (bytes: Buffer) => bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0);
  return exchange(port, Buffer.concat([head, elements]), isWhole);
}
