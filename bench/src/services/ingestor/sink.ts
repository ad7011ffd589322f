import { createServer, type AddressInfo, type Socket } from 'node:net';
import { BSON } from 'mongodb';

const headerLength = 16;
const opcodes = { reply: 1, query: 2004, message: 2013 } as const;

/**
 * A server of MongoDB's wire protocol that says yes to everything and keeps nothing: so that a client runs as fast as
 * it can, and nothing but its own memory is measured.
 */
export async function startSink(): Promise<{ readonly uri: string; readonly written: () => number; close(): void }> {
  let written = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const length = pending.readInt32LE(0);
        const { answer, documents } = answerTo(pending.subarray(0, length));
        written += documents;
        socket.write(answer);
        pending = pending.subarray(length);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { uri: `mongodb://127.0.0.1:${port}/`, written: () => written, close };
}

/** https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
function answerTo(request: Buffer): { answer: Buffer; documents: number } {
  const requestId = request.readInt32LE(4);
  if (request.readInt32LE(12) === opcodes.query) {
    // Of a client that does not know yet whom it talks to: flags, no cursor, one document.
    const preamble = Buffer.alloc(20);
    preamble.writeInt32LE(1, 16);
    return { answer: framed(requestId, opcodes.reply, preamble, hello()), documents: 0 };
  }
  // Flags, then one section of kind 0: the command.
  const { reply, documents } = replyTo(request.subarray(headerLength + 5));
  return { answer: framed(requestId, opcodes.message, Buffer.alloc(5), reply), documents };
}

function framed(requestId: number, opcode: number, preamble: Buffer, document: object): Buffer {
  const body = BSON.serialize(document);
  const header = Buffer.alloc(headerLength);
  header.writeInt32LE(headerLength + preamble.length + body.length, 0);
  header.writeInt32LE(requestId, 8);
  header.writeInt32LE(opcode, 12);
  return Buffer.concat([header, preamble, body]);
}

const hello = () => ({
  isWritablePrimary: true,
  helloOk: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 25,
  ok: 1,
});

function replyTo(command: Buffer): { reply: object; documents: number } {
  const name = command.toString('latin1', 5, command.indexOf(0, 5));
  switch (name) {
    case 'insert':
    case 'update': {
      const n = countOfArray(command, name);
      return { reply: { n, nModified: n, ok: 1 }, documents: n };
    }
    case 'find':
      return { reply: { cursor: { firstBatch: [], id: BSON.Long.ZERO, ns: 'airstar.any' }, ok: 1 }, documents: 0 };
    case 'buildInfo':
      return { reply: { version: '8.0.0', ok: 1 }, documents: 0 };
    default:
      return { reply: hello(), documents: 0 };
  }
}

/** Items of the array behind the name of the collection, without looking into them. */
function countOfArray(command: Buffer, name: string): number {
  const collection = 4 + 1 + name.length + 1;
  const second = collection + 4 + command.readInt32LE(collection);
  const array = command.indexOf(0, second + 1) + 1;
  const end = array + command.readInt32LE(array) - 1;
  let count = 0;
  for (let position = array + 4; position < end; count += 1) {
    const document = command.indexOf(0, position + 1) + 1;
    position = document + command.readInt32LE(document);
  }
  return count;
}
