import type { PartitionOffset, Transport } from '@airstar/kafka-io';
import { topics } from '@airstar/schemas';
import { storedReadings } from '../../../../../packages/raw-store/test/mongodb/stored-readings.ts';
import { refusedBy } from './misfits.ts';
import { eventOf, nameOf, versionOf } from './versions.ts';

const topic = topics.measurements.name;
const groupId = 'airstar.ingestor';

interface AuditOptions {
  readonly transport: Transport;
  readonly mongodbUri: string;
  readonly database: string;
}

/** Compares what the group has committed with what the store has. */
export class Audit {
  readonly #options: AuditOptions;
  /** Versions below the offsets up to which the log was read already. */
  readonly #committed = new Set<string>();
  #from: readonly PartitionOffset[] = [];

  constructor(options: AuditOptions) {
    this.#options = options;
  }

  /** Versions that are committed and not in the store. */
  async committedAhead(): Promise<string[]> {
    const { transport } = this.#options;
    const until = await transport.committedOffsets(groupId, topic);
    await this.#learn(until);
    const stored = new Set(await this.stored());
    return [...this.#committed].filter((name) => !stored.has(name));
  }

  /** Every version in the store, as often as it is there. */
  async stored(): Promise<string[]> {
    const { mongodbUri, database } = this.#options;
    return (await storedReadings(mongodbUri, database)).map(nameOf);
  }

  /** Messages of both topics that nobody has committed. */
  async lag(): Promise<number> {
    const { transport } = this.#options;
    let lag = 0;
    for (const { name } of [topics.measurements, topics.locations]) {
      const sum = (offsets: readonly PartitionOffset[]) => offsets.reduce((total, { offset }) => total + offset, 0);
      lag += sum(await transport.endOffsets(name)) - sum(await transport.committedOffsets(groupId, name));
    }
    return lag;
  }

  async #learn(until: readonly PartitionOffset[]): Promise<void> {
    for await (const messages of this.#options.transport.read(topic, { from: this.#from, until })) {
      for (const { value } of messages) {
        const version = versionOf(eventOf(value));
        if (refusedBy(version) === undefined) this.#committed.add(nameOf(version));
      }
    }
    this.#from = until;
  }
}
