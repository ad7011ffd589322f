import { randomUUID } from 'node:crypto';
import type { RawLocation, RawMeasurement } from '@airstar/schemas';
import { MongoClient, type CommandSucceededEvent, type Db } from 'mongodb';
import { onTestFinished } from 'vitest';
import { Connection } from '../../src/mongodb/connection.ts';
import { featuresOf, type ServerFeatures } from '../../src/mongodb/features.ts';
import { MongoRawStore } from '../../src/mongodb/store.ts';

/** A database of its own that goes away with the test, and the test's own way into it. */
export async function temporaryDatabase(uri: string): Promise<{ readonly name: string; readonly db: Db }> {
  const name = `raw_${randomUUID().replaceAll('-', '')}`;
  const client = await new MongoClient(uri).connect();
  const db = client.db(name);
  onTestFinished(async () => {
    await db.dropDatabase();
    await client.close();
  });
  return { name, db };
}

interface Inside {
  readonly features?: Partial<ServerFeatures>;
  readonly budgetMs?: number;
  /** Sees every command that the server has answered. */
  readonly onCommand?: (command: CommandSucceededEvent) => void;
}

/** A connection that goes away with the test. */
export function temporaryConnection(uri: string, name: string): Connection {
  const connection = new Connection(new MongoClient(uri), name, 5000);
  onTestFinished(() => connection.close());
  return connection;
}

/** A store that the test can look into and that believes of its server what the test says. */
export async function watchedStore(uri: string, name: string, inside: Inside = {}): Promise<MongoRawStore> {
  const { features, budgetMs = 10_000, onCommand = () => undefined } = inside;
  const reconnect = () => {
    const client = new MongoClient(uri, { monitorCommands: true, serverSelectionTimeoutMS: 200 });
    client.on('commandSucceeded', onCommand);
    return new Connection(client, name, 5000);
  };
  const connection = reconnect();
  const store = new MongoRawStore({
    connection,
    reconnect,
    features: { ...(await featuresOf(connection)), ...features },
    retry: { budgetMs },
  });
  onTestFinished(() => store.close());
  return store;
}

/** As the contract has them, without what the store keeps for itself. */
async function read(db: Db, collection: string): Promise<unknown[]> {
  const projection = { origin: 0, originOffset: 0 };
  const documents = await db.collection(collection).find({}, { projection }).toArray();
  const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : value);
  return documents.map((document) =>
    Object.fromEntries(Object.entries(document).map(([key, value]) => [key, plain(value)])),
  );
}

export const readMeasurements = (db: Db) => read(db, 'measurements') as Promise<RawMeasurement[]>;

export const readLocations = (db: Db) => read(db, 'locations') as Promise<RawLocation[]>;
