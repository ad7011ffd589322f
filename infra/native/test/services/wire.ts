import { askKafka } from '../../src/probes/kafka.ts';
import { askMongodb } from '../../src/probes/mongodb.ts';

// The drivers belong to other rooms, and what these tests ask fits into one message.

/** Makes a topic; gives Kafka's error code: 0 made, 36 there already. */
export async function createTopic(port: number, name: string): Promise<number> {
  const [partitions, replicas] = [1, 1];
  const topic = [int(4, 1), int(2, name.length), Buffer.from(name), int(4, partitions), int(2, replicas)];
  const [assignments, settings, timeoutMs, onlyValidate] = [int(4, 0), int(4, 0), int(4, 10_000), int(1, 0)];
  const body = Buffer.concat([...topic, assignments, settings, timeoutMs, onlyValidate]);
  const answer = await askKafka(port, { key: 19, version: 2 }, body, 15_000);
  // Behind length, correlation id, throttle time, count and the name with its length.
  return answer.readInt16BE(4 + 4 + 4 + 4 + 2 + name.length);
}

function int(size: number, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeIntBE(value, 0, size);
  return bytes;
}

/** Makes a collection of the database `test`; false where there is one of that name. */
export async function createCollection(port: number, name: string): Promise<boolean> {
  const elements = Buffer.concat([bsonText('create', name), bsonText('$db', 'test'), Buffer.alloc(1)]);
  return !(await askMongodb(port, elements)).includes('NamespaceExists');
}

function bsonText(key: string, value: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32LE(value.length + 1);
  return Buffer.concat([Buffer.from(`\u0002${key}\0`), length, Buffer.from(`${value}\0`)]);
}
