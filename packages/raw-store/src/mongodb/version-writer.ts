import type { BatchDocument } from '../store.ts';
import { distinctVersions, type Version } from '../tally.ts';
import { insertMissing, updateEach, type Updated } from './commands.ts';
import type { Connection } from './connection.ts';
import { isUncounted, type Delivery } from './delivery.ts';
import type { ServerFeatures } from './features.ts';
import type { VersionKind } from './kinds.ts';
import { insertingOffsets } from './origins.ts';
import { storedVersion } from './stored-version.ts';

/** Documents of one command: far below the 48 MB of a message, and answered long before the socket times out. */
const commandSize = 1000;

/** What was in the store before. */
interface Known<Document> {
  readonly versions: readonly BatchDocument<Document>[];
  /** How many of them were last seen before these messages were fetched. */
  readonly moved: number;
}

/**
 * Brings versions of one kind into their collection. New ones take one insert. Known ones take one update, which writes
 * only where `lastSeenAt` moves forward; while a replay lasts, it alone is sent, without the documents.
 */
export class VersionWriter<Document extends Version> {
  readonly #kind: VersionKind;
  readonly #features: ServerFeatures;
  #expectsKnown = false;

  constructor(kind: VersionKind, features: ServerFeatures) {
    this.#kind = kind;
    this.#features = features;
  }

  /**
   * @returns Offsets of the messages that inserted a version, now or at an earlier attempt. Of messages that are counted
   *   already it may tell or not.
   */
  async write(
    connection: Connection,
    messages: readonly BatchDocument<Document>[],
    delivery: Delivery,
  ): Promise<number[]> {
    const versions = distinctVersions(messages);
    const known = new Set<string>();
    const doubtful = new Set<string>();
    for (let first = 0; first < versions.length; first += commandSize) {
      const there = await this.#ensure(connection, versions.slice(first, first + commandSize), delivery);
      for (const { document } of there.versions) known.add(document._id);
      // What was last seen before all of these messages was not inserted by one of them. Repetitions blur that.
      const isOlder = there.moved === there.versions.length && versions.length === messages.length;
      if (!isOlder) for (const { document } of there.versions) doubtful.add(document._id);
    }
    const inserted = versions.filter(({ document }) => !known.has(document._id)).map(({ offset }) => offset);
    return doubtful.size === 0
      ? inserted
      : inserted.concat(await this.#insertedBefore(connection, messages, delivery, doubtful));
  }

  async #ensure(
    connection: Connection,
    versions: readonly BatchDocument<Document>[],
    { origins }: Delivery,
  ): Promise<Known<Document>> {
    if (this.#expectsKnown) {
      const { found, changed } = await this.#see(connection, versions);
      if (found === versions.length) return { versions, moved: changed };
    }
    const documents = versions.map((version) => storedVersion(this.#kind, version, origins.get(version.batchId) ?? ''));
    const positions = await insertMissing(connection, this.#kind.collection, documents);
    const known = positions.flatMap((position) => versions[position] ?? []);
    this.#expectsKnown = known.length === versions.length;
    return { versions: known, moved: known.length === 0 ? 0 : (await this.#see(connection, known)).changed };
  }

  #see(connection: Connection, versions: readonly BatchDocument<Document>[]): Promise<Updated> {
    const updates = versions.map(({ document: { _id, lastSeenAt } }) => ({
      q: { _id },
      u: { $max: { lastSeenAt: new Date(lastSeenAt) } },
    }));
    return updateEach(connection, this.#kind.collection, updates);
  }

  /** By these very messages, in an attempt that died before it was counted, or that somebody else is making just now. */
  async #insertedBefore(
    connection: Connection,
    messages: readonly BatchDocument<Document>[],
    delivery: Delivery,
    doubtful: ReadonlySet<string>,
  ): Promise<number[]> {
    const ids = new Set<string>();
    for (const message of messages) {
      const { _id } = message.document;
      if (isUncounted(delivery, message) && doubtful.has(_id)) ids.add(_id);
    }
    const origins = new Set(delivery.origins.values());
    return insertingOffsets(connection, this.#features, this.#kind.collection, [...ids], origins);
  }
}
