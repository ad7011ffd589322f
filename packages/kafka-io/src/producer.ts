import { batchIdHeader, type EventContract } from '@airstar/schemas';
import { createEncoder } from './codec/encoder.ts';
import type { SchemaRegistry } from './codec/registry.ts';
import type { PartitionOffset, Transport } from './transport.ts';

export interface ProducerOptions<Event> {
  readonly transport: Transport;
  readonly registry: SchemaRegistry;
  readonly contract: EventContract<Event>;
}

export interface Producer<Event> {
  /**
   * Appends the events as one send, each under its contract's key and with the extraction it comes from. Resolves with
   * the next offset of every partition written to; waits while consumers are too far behind.
   *
   * @throws EncodeError when an event breaks the contract; then none of them is sent.
   * @throws UnregisteredSchemaError when the registry does not hold the contract.
   */
  publish(events: readonly Event[], origin: { readonly batchId: string }): Promise<readonly PartitionOffset[]>;
}

/** Publishes the events of one contract. The schema id is asked for once, with the first batch. */
export function createProducer<Event>({ transport, registry, contract }: ProducerOptions<Event>): Producer<Event> {
  let encoder: Promise<ReturnType<typeof createEncoder<Event>>> | undefined;

  async function resolveEncoder(): Promise<ReturnType<typeof createEncoder<Event>>> {
    try {
      return createEncoder(contract, await registry.idOf(contract));
    } catch (error) {
      encoder = undefined;
      throw error;
    }
  }

  return {
    publish: async (events, { batchId }) => {
      const encode = await (encoder ??= resolveEncoder());
      const headers = Object.freeze({ [batchIdHeader]: batchId });
      const messages = events.map((event, index) => {
        const value = encode(event, index);
        return { key: Buffer.from(contract.key(event)), value, headers };
      });
      return transport.send(contract.topic, messages);
    },
  };
}
