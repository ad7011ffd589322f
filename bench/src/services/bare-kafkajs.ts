import { promisify } from 'node:util';
import zlib from 'node:zlib';
import kafkajs, { type Consumer, type EachBatchPayload, type Producer } from 'kafkajs';

const { CompressionCodecs, CompressionTypes, Kafka, Partitioners, logLevel } = kafkajs;

/** kafkajs as somebody would use it who needs nothing but speed, with the settings of `kafka-io`. */
export class BareKafkaJs {
  readonly #kafka: InstanceType<typeof Kafka>;

  constructor(broker: string) {
    const compress = promisify<Buffer, Buffer>(zlib.zstdCompress);
    const decompress = promisify<Buffer, Buffer>(zlib.zstdDecompress);
    CompressionCodecs[CompressionTypes.ZSTD] = () => ({
      compress: ({ buffer }: { buffer: Buffer }) => compress(buffer),
      decompress,
    });
    this.#kafka = new Kafka({ clientId: 'bench', brokers: [broker], logLevel: logLevel.NOTHING });
  }

  async producer(): Promise<Producer> {
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    return producer;
  }

  /** Hands over what was fetched of a partition and commits it, batch by batch. */
  async consume(
    topic: string,
    groupId: string,
    take: (batch: EachBatchPayload['batch']) => void | Promise<void>,
  ): Promise<Consumer> {
    const consumer = this.#kafka.consumer({
      groupId,
      sessionTimeout: 20_000,
      rebalanceTimeout: 20_000,
      heartbeatInterval: 1000,
      maxWaitTimeInMs: 500,
      // Those of kafka-io: see fetchBytes in its session.ts.
      maxBytesPerPartition: 64 * 1024,
      maxBytes: 128 * 1024,
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        const { batch } = payload;
        await take(batch);
        const next = String(Number(batch.lastOffset()) + 1);
        const partitions = [{ partition: batch.partition, offset: next }];
        await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions }] });
        payload.resolveOffset(batch.lastOffset());
        await payload.heartbeat();
      },
    });
    return consumer;
  }
}

export const zstd = CompressionTypes.ZSTD;
