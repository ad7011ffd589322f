import type { ReceivedMessage } from '../transport.ts';

/** The messages of one partition that somebody may still read. */
export class PartitionLog {
  readonly #compact: boolean;
  /** By offset, ascending; compaction leaves gaps. */
  #messages: ReceivedMessage[] = [];
  /** Compact topics only: the newest offset of each key. */
  readonly #newest = new Map<string, number>();
  #start = 0;
  #end = 0;

  constructor(compact: boolean) {
    this.#compact = compact;
  }

  /** Offset of the earliest message that was not dropped by {@link forget}. */
  get start(): number {
    return this.#start;
  }

  /** Offset that the next message will get. */
  get end(): number {
    return this.#end;
  }

  append(message: Omit<ReceivedMessage, 'offset'>): void {
    this.#messages.push({ ...message, offset: this.#end });
    if (this.#compact) this.#newest.set(identity(message.key), this.#end);
    this.#end += 1;
  }

  read(from: number, most: number): readonly ReceivedMessage[] {
    const first = this.#indexOf(from);
    return this.#messages.slice(first, first + most);
  }

  /** Drops what lies before the offset; of a compact topic only what a newer message of the same key replaces. */
  forget(before: number): void {
    if (this.#compact) {
      this.#compactBelow(before);
      return;
    }
    this.#messages.splice(0, this.#indexOf(before));
    this.#start = Math.max(this.#start, before);
  }

  #compactBelow(before: number): void {
    // Waiting until half is superseded keeps the cost of compaction proportional to what is appended.
    if (this.#messages.length < 2 * this.#newest.size) return;
    this.#messages = this.#messages.filter(
      ({ key, offset }) => offset >= before || this.#newest.get(identity(key)) === offset,
    );
  }

  /** Index of the first message at or after the offset. */
  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#messages.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#messages[middle]?.offset ?? offset) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Buffers are compared by reference in a map; latin1 gives every byte sequence a string of its own. */
const identity = (key: Buffer | null): string => key?.toString('latin1') ?? '';
