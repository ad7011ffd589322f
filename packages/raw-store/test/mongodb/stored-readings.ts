import { MongoClient } from 'mongodb';

/** What tells one version of a reading from another, as the store has it. */
export interface StoredReading {
  readonly sensorId: number;
  readonly periodEnd: Date;
  readonly value: number | null;
  readonly hasFlags: boolean;
}

/** Every version of every reading in the store, in no order, read past the store's own code. */
export async function storedReadings(uri: string, database: string): Promise<StoredReading[]> {
  // A client of its own: one that has lost its server before may not find it again.
  const client = await new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 }).connect();
  try {
    const projection = { _id: 0, sensorId: 1, periodEnd: 1, value: 1, hasFlags: 1 };
    return await client.db(database).collection<StoredReading>('measurements').find({}, { projection }).toArray();
  } finally {
    await client.close();
  }
}
