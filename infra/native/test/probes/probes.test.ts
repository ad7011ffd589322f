import { createServer, type AddressInfo, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exchange } from '../../src/probes/exchange.ts';
import { kafkaIsReady, readMetadata } from '../../src/probes/kafka.ts';
import { mongodbIsReady } from '../../src/probes/mongodb.ts';
import { postgresIsReady } from '../../src/probes/postgres.ts';
import { predecessorForgotten } from '../../src/services/kafka-3.9.ts';
import { brokerIsRegistered, zooKeeperIsReady } from '../../src/probes/zookeeper.ts';

/** A server on a free port of 127.0.0.1 that answers each first message. */
async function answering(answer: (socket: Socket, request: Buffer) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).once('data', (request) => answer(socket, request));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const saying = (text: string | Buffer) => answering((socket) => socket.end(text));
const int32 = (value: number): Buffer => Buffer.of(value >> 24, value >> 16, value >> 8, value);
const text = (value: string): Buffer => Buffer.concat([Buffer.of(0, value.length), Buffer.from(value)]);

interface Broker {
  readonly host: string;
  readonly port: number;
  readonly rack: string | undefined;
}

function metadataFrame(brokers: readonly Broker[], controller: number): Buffer {
  const each = brokers.map(({ host, port, rack }, id) =>
    Buffer.concat([int32(id), text(host), int32(port), rack === undefined ? Buffer.of(255, 255) : text(rack)]),
  );
  const body = Buffer.concat([int32(1), int32(brokers.length), ...each, int32(controller), int32(0)]);
  return Buffer.concat([int32(body.length), body]);
}

const broker = fc.record({
  host: fc.string({ unit: 'grapheme-ascii', maxLength: 20 }),
  port: fc.nat(65_535),
  rack: fc.option(fc.string({ unit: 'grapheme-ascii', maxLength: 5 }), { nil: undefined }),
});

describe('exchange', () => {
  test('waits for an answer that comes in pieces', async () => {
    const port = await answering((socket) => {
      socket.write('half');
      setImmediate(() => socket.write('whole'));
    });
    expect((await exchange(port, 'x', (bytes) => bytes.length >= 9)).toString()).toBe('halfwhole');
  });

  test('fails when the connection ends early, when nobody listens, when nobody answers', async () => {
    await expect(exchange(await saying('ha'), 'x', (bytes) => bytes.length >= 4)).rejects.toThrow('no whole answer');
    await expect(exchange(1, 'x', () => true)).rejects.toThrow('ECONNREFUSED');
    await expect(exchange(await answering(() => undefined), 'x', () => false, 20)).rejects.toThrow('silent for 20 ms');
  });
});

describe('Kafka', () => {
  test('reads brokers and controller of every answer', () => {
    fc.assert(
      fc.property(fc.array(broker), fc.integer({ min: -1, max: 9 }), (brokers, controller) => {
        const ports = brokers.map(({ port }) => port);
        expect(readMetadata(metadataFrame(brokers, controller))).toEqual({ controller, ports });
      }),
    );
  });

  test('is ready with a controller, and when it sends its clients to this very port', async () => {
    const replying = (controller: number, otherPort?: number) =>
      answering((socket) => {
        const port = otherPort ?? socket.localPort ?? 0;
        socket.end(metadataFrame([{ host: '127.0.0.1', port, rack: undefined }], controller));
      });
    expect(await kafkaIsReady(await replying(1))).toBe(true);
    expect(await kafkaIsReady(await replying(-1))).toBe(false);
    expect(await kafkaIsReady(await replying(1, 9))).toBe(false);
  });
});

describe('ZooKeeper', () => {
  test('that does not serve yet is not ready', async () => {
    expect(await zooKeeperIsReady(await saying('Zookeeper version: 3.8.4\nMode: standalone\n'))).toBe(true);
    const early = await saying('This ZooKeeper instance is not currently serving requests\n');
    expect(await zooKeeperIsReady(early)).toBe(false);
  });

  test('tells a registered broker from one with a longer number', async () => {
    const dump = 'ephemeral nodes dump:\n0x1:\n\t/controller\n\t/brokers/ids/12\nConnections dump:\n';
    expect(await brokerIsRegistered(await saying(dump), 12)).toBe(true);
    expect(await brokerIsRegistered(await saying(dump), 1)).toBe(false);
  });
});

describe('Kafka 3.9 after SIGKILL', () => {
  test('is started when ZooKeeper has forgotten its predecessor', async () => {
    const answers = ['\t/brokers/ids/1\n', '\t/brokers/ids/1\n', '\t/controller\n'];
    const port = await answering((socket) => socket.end(`${answers.shift() ?? ''}Connections dump:\n`));
    await predecessorForgotten(port);
    expect(answers).toEqual([]);
  });

  test('is started when ZooKeeper does not answer: its own log then says why it ends', async () => {
    await expect(predecessorForgotten(1)).resolves.toBeUndefined();
  });
});

describe('MongoDB', () => {
  const ok = (value: number): Buffer => {
    const bytes = Buffer.alloc(40);
    bytes.writeInt32LE(40, 0);
    bytes.write('\u0001ok\0', 26, 'latin1');
    bytes.writeDoubleLE(value, 30);
    return bytes;
  };

  test('is ready when it answers a ping with ok, and not with an error or something else', async () => {
    expect(await mongodbIsReady(await saying(ok(1)))).toBe(true);
    expect(await mongodbIsReady(await saying(ok(0)))).toBe(false);
    expect(await mongodbIsReady(await saying(Buffer.from([5, 0, 0, 0, 0])))).toBe(false);
  });
});

describe('PostgreSQL', () => {
  test('is ready when it answers the question for TLS', async () => {
    expect(await postgresIsReady(await saying('N'))).toBe(true);
    expect(await postgresIsReady(await saying('HTTP/1.1 400'))).toBe(false);
  });
});
