import { exchange } from './exchange.ts';

const metadata = { key: 3, version: 1 };
const noTopics = Buffer.alloc(4);

/** Whether the broker answers Metadata, knows a controller, and is the one that tells its clients this very port. */
export async function kafkaIsReady(port: number): Promise<boolean> {
  const { controller, ports } = readMetadata(await askKafka(port, metadata, noTopics));
  return controller >= 0 && ports.includes(port);
}

/** Sends one request of Kafka's protocol and gives the whole frame of the answer: its length, correlation id, body. */
export async function askKafka(
  port: number,
  api: { readonly key: number; readonly version: number },
  body: Buffer,
  timeoutMs?: number,
): Promise<Buffer> {
  const clientId = Buffer.from('airstar');
  const head = Buffer.alloc(14);
  head.writeInt32BE(head.length - 4 + clientId.length + body.length, 0);
  head.writeInt16BE(api.key, 4);
  head.writeInt16BE(api.version, 6);
  head.writeInt32BE(1, 8);
  head.writeInt16BE(clientId.length, 12);
  return exchange(port, Buffer.concat([head, clientId, body]), isWholeFrame, timeoutMs);
}

const isWholeFrame = (bytes: Buffer): boolean => bytes.length >= 4 && bytes.length >= 4 + bytes.readInt32BE(0);

/** From a framed Metadata v1 answer: length, correlation id, brokers (id, host, port, rack), controller. */
export function readMetadata(frame: Buffer): { readonly controller: number; readonly ports: readonly number[] } {
  let at = 8;
  const int32 = (): number => frame.readInt32BE((at += 4) - 4);
  const skipText = (): number => (at += 2 + Math.max(0, frame.readInt16BE(at)));
  const ports: number[] = [];
  for (let brokers = int32(); brokers > 0; brokers -= 1) {
    int32();
    skipText();
    ports.push(int32());
    skipText();
  }
  return { controller: int32(), ports };
}
