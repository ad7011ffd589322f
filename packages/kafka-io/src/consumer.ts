// INTERFACE SKETCH, to be implemented
import type { EventContract } from '@airstar/schemas';
import type { Consumption, PartitionOffset, ReceivedMessage, Transport } from './transport.ts';

/** Why a message cannot be taken in. The text goes into the dead letter's `dead_letter_reason` header. */
export type DeadLetterReason =
  | 'unframed'
  | 'unknown-schema'
  | 'incompatible-schema'
  | 'undecodable'
  | 'missing-header'
  | 'empty-value'
  | 'invalid-record';

export interface Rejection { readonly reason: DeadLetterReason; readonly detail: string }

export interface TypedRecord<Event> { readonly event: Event; readonly batchId: string; readonly message: ReceivedMessage }

/** What a topic's records become before they are written: pure, no I/O. */
export interface TopicHandler<Event, Prepared> {
  readonly contract: EventContract<Event>;
  readonly prepare: (record: TypedRecord<Event>) => Prepared | Rejection; // see `rejection()` helper/brand
}

export interface PreparedBatch<Prepared> {
  readonly topic: string;
  readonly partition: number;
  readonly nextOffset: number;
  readonly items: readonly { readonly batchId: string; readonly value: Prepared }[];
  /** Messages of this batch that went to the dead letters, by the extraction they came from ('unknown' without header). */
  readonly rejected: ReadonlyMap<string, number>;
  heartbeat(): Promise<void>;
}
