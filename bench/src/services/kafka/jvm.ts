import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { randomUUID } from 'node:crypto';
import { kafkaTool } from '@airstar/native-services';

/** Messages a second that Kafka's own ConsumerPerformance takes, by its own clock, without the time to join. */
export async function consumeByJvm(broker: string, topic: string, messages: number): Promise<number> {
  const [java, ...tool] = await kafkaTool('org.apache.kafka.tools.ConsumerPerformance');
  const args = ['--bootstrap-server', broker, '--topic', topic, '--messages', String(messages)];
  const child = spawn(java, [...tool, ...args, '--group', randomUUID()], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'close') as Promise<[number | null]>]);
  const [names, values] = output.split('\n').slice(-3);
  const column = names?.split(', ').indexOf('fetch.nMsg.sec') ?? -1;
  const rate = Number(values?.split(', ')[column]);
  if (status !== 0 || !(rate > 0)) throw new Error(`ConsumerPerformance ended with ${String(status)}:\n${output}`);
  return rate;
}
