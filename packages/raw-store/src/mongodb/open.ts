import { MongoClient } from 'mongodb';
import { RawStoreAddressError } from '../errors.ts';
import { Connection } from './connection.ts';
import { onServer } from './errors.ts';
import { featuresOf } from './features.ts';
import { retrying, type RawStoreRetry } from './retry.ts';
import { MongoRawStore } from './store.ts';

export interface MongoRawStoreOptions {
  /** Connection string, credentials included. It is never repeated in a message. */
  readonly uri: string;
  /** Default `airstar`, whatever database the connection string names: that one is for logging in. */
  readonly database?: string;
  /**
   * How long the server may be away before a call fails, in milliseconds; default 30,000. A command that is not
   * answered within half of it counts as lost and is sent again.
   */
  readonly connectTimeoutMs?: number;
  /** Called before each repeated attempt, with the reason. */
  readonly onRetry?: (retry: RawStoreRetry) => void;
}

/**
 * Opens a raw store in a database of MongoDB, or of FerretDB 1 for tests. Any number of processes at once.
 *
 * Network faults, fail-overs and write conflicts are retried within {@link MongoRawStoreOptions.connectTimeoutMs}.
 *
 * @throws RawStoreUnavailableError when the server does not answer within that time.
 * @throws RawStoreDeniedError for wrong credentials.
 * @throws RawStoreAddressError for what is no connection string.
 *
 * @example
 * const store = await openMongoRawStore({ uri: 'mongodb://127.0.0.1:27017' });
 * await store.migrate();
 */
export async function openMongoRawStore(options: MongoRawStoreOptions): Promise<MongoRawStore> {
  const { connectTimeoutMs: budgetMs = 30_000, onRetry } = options;
  const retry = { budgetMs, ...(onRetry && { onRetry }) };
  const reconnect = () => connectionOf(options, budgetMs);
  return retrying(async () => {
    const connection = reconnect();
    try {
      const features = await onServer(connection.server, 'open', () => featuresOf(connection));
      return new MongoRawStore({ connection, reconnect, features, retry });
    } catch (error) {
      await connection.close();
      throw error;
    }
  }, retry);
}

function connectionOf({ uri, database = 'airstar' }: MongoRawStoreOptions, budgetMs: number): Connection {
  // Short looks for a server that can write, so that one that is down shows in several retries.
  const selectionMs = Math.min(budgetMs / 4, 2000);
  const settings = { appName: 'airstar', serverSelectionTimeoutMS: selectionMs, connectTimeoutMS: selectionMs };
  try {
    return new Connection(new MongoClient(uri, settings), database, budgetMs / 2);
  } catch {
    // The driver's error quotes the piece that it could not read, and a password that is not encoded falls to pieces.
    throw new RawStoreAddressError();
  }
}
