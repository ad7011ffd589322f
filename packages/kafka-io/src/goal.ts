import type { PartitionOffset, Transport } from './transport.ts';

/** Positions that a group has to commit, whoever of it does the work. */
export class Goal {
  readonly #reached = Promise.withResolvers<undefined>();
  readonly #committed: (topic: string) => Promise<readonly PartitionOffset[]>;
  #remaining: readonly PartitionOffset[];
  #advances = 0;
  #inHand = 0;

  constructor(transport: Pick<Transport, 'committedOffsets'>, groupId: string, until: readonly PartitionOffset[]) {
    this.#committed = (topic) => transport.committedOffsets(groupId, topic);
    this.#remaining = until;
  }

  /** Resolves when all are committed. */
  get reached(): Promise<unknown> {
    return this.#reached.promise;
  }

  get isReached(): boolean {
    return this.#remaining.length === 0;
  }

  /** How often something has been committed, as far as was noticed. */
  get advances(): number {
    return this.#advances;
  }

  /** Whether work is under way that is going to commit something. */
  get isAdvancing(): boolean {
    return this.#inHand > 0;
  }

  /** Takes note of what has been committed when it is. */
  async advanceBy(committing: Promise<PartitionOffset>): Promise<void> {
    this.#inHand += 1;
    try {
      this.advance([await committing]);
    } finally {
      this.#inHand -= 1;
    }
  }

  /** Takes note of what has been committed. */
  advance(positions: readonly PartitionOffset[]): void {
    this.#advances += 1;
    this.#remaining = this.#remaining.filter((goal) => !positions.some((position) => satisfies(position, goal)));
    if (this.isReached) this.#reached.resolve(undefined);
  }

  /** Asks the log what the whole group has committed. */
  async refresh(): Promise<void> {
    const topics = new Set(this.#remaining.map(({ topic }) => topic));
    this.advance((await Promise.all([...topics].map(this.#committed))).flat());
  }
}

const satisfies = (position: PartitionOffset, goal: PartitionOffset): boolean =>
  position.topic === goal.topic && position.partition === goal.partition && position.offset >= goal.offset;
