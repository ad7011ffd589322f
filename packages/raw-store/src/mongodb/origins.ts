import { findFew } from './commands.ts';
import type { Connection } from './connection.ts';
import type { ServerFeatures } from './features.ts';
import type { StoredVersion } from './stored-version.ts';

const setSize = 1000;
const lookUpsAtOnce = 16;

/**
 * Offsets of the messages that inserted the given versions, where they are messages of these origins.
 *
 * @param ids Of versions that are there.
 */
export async function insertingOffsets(
  connection: Connection,
  { idSets }: ServerFeatures,
  collection: string,
  ids: readonly string[],
  origins: ReadonlySet<string>,
): Promise<number[]> {
  const find = (filter: object) =>
    findFew<Origin>(connection, collection, { filter, projection: { _id: 0, origin: 1, originOffset: 1 } });
  const offsets: number[] = [];
  const size = idSets ? setSize : lookUpsAtOnce;
  for (let first = 0; first < ids.length; first += size) {
    const some = ids.slice(first, first + size);
    const answers = idSets ? [find({ _id: { $in: some } })] : some.map((_id) => find({ _id }));
    for (const { origin, originOffset } of (await Promise.all(answers)).flat()) {
      if (origins.has(origin)) offsets.push(originOffset);
    }
  }
  return offsets;
}

type Origin = Pick<StoredVersion, 'origin' | 'originOffset'>;
