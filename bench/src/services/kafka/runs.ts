import { runChild, type Spent } from '../child.ts';

export type Client = 'kafkajs' | 'kafka-io' | 'kafka-io with Avro';

/** One measurement: pages of readings sent or received, after some to warm up. */
export interface KafkaRun {
  readonly action: 'produce' | 'consume';
  readonly by: Client;
  readonly broker: string;
  readonly topic: string;
  readonly warmUpPages: number;
  readonly pages: number;
}

export const runKafka = async (run: KafkaRun): Promise<Spent> =>
  (await runChild(new URL('run.program.ts', import.meta.url), run)) as Spent;
