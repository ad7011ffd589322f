import { createConfluentSchemaRegistry, createKafkaTransport, type PartitionOffset } from '@airstar/kafka-io';
import { contracts, topics } from '@airstar/schemas';
import { runChild } from '../child.ts';
import { pageSize } from '../readings.ts';

export interface Fill {
  readonly broker: string;
  readonly registryUrl: string;
  readonly firstPage: number;
  readonly pages: number;
}

/** The topics of the pipeline on a broker of their own, with readings in them. */
export class Backlog {
  readonly broker: string;
  readonly registryUrl: string;
  #pages = 0;

  constructor(broker: string, registryUrl: string) {
    this.broker = broker;
    this.registryUrl = registryUrl;
  }

  async migrate(): Promise<void> {
    const transport = createKafkaTransport({ brokers: [this.broker], clientId: 'bench' });
    const registry = createConfluentSchemaRegistry({ url: this.registryUrl });
    await transport.createTopics(Object.values(topics));
    for (const contract of contracts) await registry.register(contract);
    await transport.close();
  }

  /** Publishes until there are so many. Gives where each partition then ends. */
  async growTo(messages: number): Promise<readonly PartitionOffset[]> {
    const { broker, registryUrl } = this;
    const fill: Fill = { broker, registryUrl, firstPage: this.#pages, pages: messages / pageSize - this.#pages };
    this.#pages = messages / pageSize;
    return (await runChild(new URL('fill.program.ts', import.meta.url), fill)) as readonly PartitionOffset[];
  }
}
