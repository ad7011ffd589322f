import { MongoError } from 'mongodb';
import { durably } from './commands.ts';
import type { Connection } from './connection.ts';
import { counterCollection } from './counters.ts';
import { codes } from './errors.ts';
import type { ServerFeatures } from './features.ts';
import { locations, measurements, type Index } from './kinds.ts';
import { validatorOf } from './validator.ts';

const counterIndexes: readonly Index[] = [{ name: 'extraction', key: { batchId: 1, topic: 1, partition: 1 } }];

/** Creates what is missing and brings validators up to date. Several may do so at once. */
export async function migrate(connection: Connection, { validators }: ServerFeatures): Promise<void> {
  for (const { collection, indexes, schema } of [measurements, locations]) {
    await createCollection(connection, collection, indexes);
    if (!validators) continue;
    await connection.command({ collMod: collection, validator: { $jsonSchema: validatorOf(schema) } });
  }
  await createCollection(connection, counterCollection, counterIndexes);
}

async function createCollection(connection: Connection, name: string, indexes: readonly Index[]): Promise<void> {
  try {
    await connection.command({ create: name, writeConcern: durably });
  } catch (error) {
    if (!(error instanceof MongoError) || error.code !== codes.namespaceExists) throw error;
  }
  // One command each: FerretDB 1 panics when it is given several that are there.
  for (const index of indexes) {
    await connection.commandWithoutLimit({ createIndexes: name, indexes: [index], writeConcern: durably });
  }
}
