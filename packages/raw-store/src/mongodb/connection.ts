import { MongoNetworkError, type Document, type MongoClient } from 'mongodb';

/**
 * Commands to one database, through a client of their own.
 *
 * All is sent as commands, and each has its limit. The driver (7.9.0) can lose a command for good, its own socket
 * timeout included, when a connection breaks between the building and the sending of it. The same happens to its
 * monitor, and then the client finds no server ever again: so whoever got no answer takes a new connection.
 */
export class Connection {
  /** Host and port, without credentials. */
  readonly server: string;
  readonly #client: MongoClient;
  readonly #database: string;
  readonly #limitMs: number;
  #closed: Promise<void> | undefined;

  /** @param limitMs How long an answer may take. */
  constructor(client: MongoClient, database: string, limitMs: number) {
    this.server = client.options.hosts.join(',');
    this.#client = client;
    this.#database = database;
    this.#limitMs = limitMs;
  }

  command(command: Document): Promise<Document> {
    return this.#send(command, { signal: AbortSignal.timeout(this.#limitMs) });
  }

  /** For what may take its time, like building an index. */
  commandWithoutLimit(command: Document): Promise<Document> {
    return this.#send(command, {});
  }

  /** Breaks off what is under way. */
  close(): Promise<void> {
    this.#closed ??= this.#client.close();
    return this.#closed;
  }

  async #send(command: Document, options: { readonly signal?: AbortSignal }): Promise<Document> {
    // A client that was closed would connect again.
    if (this.#closed) throw new MongoNetworkError('the connection was given up');
    return this.#client.db(this.#database).command(command, options);
  }
}
