/** What keeps a raw store from being used. Nothing that was written before is lost. */
export abstract class RawStoreError extends Error {
  /** Whether the same call may succeed later without anybody doing anything. */
  abstract readonly retriable: boolean;
}

/** Another process, or another store of this one, has the file open. */
export class RawStoreLockedError extends RawStoreError {
  override readonly name = 'RawStoreLockedError';
  readonly retriable = true;

  /** @param holder Who has it, e.g. `process 4711`. */
  constructor(path: string, holder: string, options?: ErrorOptions) {
    super(
      `Cannot open the raw store ${path}: another airstar is using it (${holder}). Wait for it to end, or stop it.`,
      options,
    );
  }
}

/** The file is damaged, of another version, or no raw store at all. */
export class RawStoreUnreadableError extends RawStoreError {
  override readonly name = 'RawStoreUnreadableError';
  readonly retriable = false;

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(
      `Cannot read the raw store ${path}: ${reason}. Move the file away and run again; what it held is read anew.`,
      options,
    );
  }
}

/** The disk is full. The batch in hand is not written, the batches before it are safe. */
export class RawStoreFullError extends RawStoreError {
  override readonly name = 'RawStoreFullError';
  readonly retriable = false;

  constructor(path: string, options?: ErrorOptions) {
    super(`Cannot write to the raw store ${path}: the disk is full. Free some space and run again.`, options);
  }
}

/** The server cannot be reached, or cannot write just now. What was not acknowledged comes again with the log. */
export class RawStoreUnavailableError extends RawStoreError {
  override readonly name = 'RawStoreUnavailableError';
  readonly retriable = true;

  /** @param server Host and port, never the whole address: that has the password in it. */
  constructor(server: string, operation: string, reason: string, options?: ErrorOptions) {
    super(`Cannot ${operation} the raw store at ${server}: ${reason}. Start it, or correct its address.`, options);
  }
}

/** The server refuses the user, or the user may not do this. */
export class RawStoreDeniedError extends RawStoreError {
  override readonly name = 'RawStoreDeniedError';
  readonly retriable = false;

  constructor(server: string, operation: string, options?: ErrorOptions) {
    super(
      `Cannot ${operation} the raw store at ${server}: access denied. Check user, password, authSource and the role of the user.`,
      options,
    );
  }
}

/** The address is no connection string, or has an option that does not exist. It is not repeated: it may hold a password. */
export class RawStoreAddressError extends RawStoreError {
  override readonly name = 'RawStoreAddressError';
  readonly retriable = false;

  constructor() {
    super(
      'The address of the raw store is no MongoDB connection string that the driver can read. Write mongodb://host:port/?options, with : / ? # [ ] @ % of user and password percent-encoded.',
    );
  }
}

/** A document that cannot be kept: too large, against the schema, or with a number that is none. A bug of ours. */
export class RawStoreDocumentError extends RawStoreError {
  override readonly name = 'RawStoreDocumentError';
  readonly retriable = false;

  /** @param place The server, or the id of the document where it is known. */
  constructor(place: string, reason: string, options?: ErrorOptions) {
    super(
      `Cannot keep a raw document (${place}): ${reason}. Nothing of its batch is counted; mend what prepares it.`,
      options,
    );
  }
}

/** Another writer counted messages of the same partition meanwhile. */
export class RawStoreContendedError extends RawStoreError {
  override readonly name = 'RawStoreContendedError';
  readonly retriable = true;

  constructor(topic: string, partition: number, options?: ErrorOptions) {
    super(
      `Cannot count messages of ${topic}/${partition}: another ingestor is counting them. Let only one read a partition.`,
      options,
    );
  }
}
