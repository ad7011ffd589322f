import type { Connection } from './connection.ts';

/** What a server can do beyond what every one can that speaks MongoDB's protocol. */
export interface ServerFeatures {
  /** `$jsonSchema` validators and `collMod`. MongoDB has them, FerretDB 1 answers "not implemented". */
  readonly validators: boolean;
  /**
   * `{ _id: { $in: […] } }` goes by the index. MongoDB does that; FerretDB 1 reads the whole collection for it, and uses
   * its index for `{ _id: … }` alone.
   */
  readonly idSets: boolean;
}

/** Asks the server what it is. */
export async function featuresOf(connection: Connection): Promise<ServerFeatures> {
  const info = await connection.command({ buildInfo: 1 });
  const isMongoDb = !('ferretdbVersion' in info);
  return { validators: isMongoDb, idSets: isMongoDb };
}
