/** Root of every error of this package. */
export abstract class StarSchemaError extends Error {
  /** Whether the same call may succeed later without anybody doing anything. */
  abstract readonly retriable: boolean;
}

/** The database, or the way to it, failed. The message has its code and the constraint, never a parameter or a row. */
export class DatabaseError extends StarSchemaError {
  override readonly name: string = 'DatabaseError';
  readonly retriable: boolean;
  /** SQLSTATE of PostgreSQL, or code of the socket. */
  readonly code: string | undefined;
  readonly constraint: string | undefined;

  constructor(
    message: string,
    facts: { retriable: boolean; code: string | undefined; constraint: string | undefined; cause: unknown },
  ) {
    super(message, { cause: facts.cause });
    this.retriable = facts.retriable;
    this.code = facts.code;
    this.constraint = facts.constraint;
  }
}

/** The disk of the database is full (SQLSTATE 53100). Nothing of the transaction remains. */
export class DiskFullError extends DatabaseError {
  override readonly name = 'DiskFullError';
}

/** What the caller gave does not fit: trying again gives the same. */
abstract class MisfitError extends StarSchemaError {
  readonly retriable = false;
}

/** The server is older than the schema can live on. */
export class ServerVersionError extends MisfitError {
  override readonly name = 'ServerVersionError';
}

/** A row of a staged stream does not fit its table. Says the line, never the row. */
export class StagingRowError extends MisfitError {
  override readonly name = 'StagingRowError';
  readonly table: string;
  /** Line in the stream, from 1, where PostgreSQL tells it. */
  readonly line: number | undefined;

  constructor(message: string, facts: { table: string; line: number | undefined; cause: unknown }) {
    super(message, { cause: facts.cause });
    this.table = facts.table;
    this.line = facts.line;
  }
}

/** A count that two sides should agree on. */
export interface CountMismatch {
  readonly table: string;
  readonly expected: number;
  readonly found: number;
}

const listed = (mismatches: readonly CountMismatch[]): string =>
  mismatches.map(({ table, expected, found }) => `${table} ${found} instead of ${expected}`).join(', ');

/** The database holds another number of staged rows than the writer wrote. There is no manifest. */
export class StagingCountError extends MisfitError {
  override readonly name = 'StagingCountError';
  readonly mismatches: readonly CountMismatch[];

  constructor(batchId: string, attemptId: string, mismatches: readonly CountMismatch[]) {
    super(
      `Staging of batch ${batchId}, attempt ${attemptId}, holds other counts than were written: ${listed(mismatches)}. ` +
        'Stage the batch again under a new attempt.',
    );
    this.mismatches = mismatches;
  }
}

/** The batch has no manifest: it was never staged, or its staging ended half-way. */
export class ManifestMissingError extends MisfitError {
  override readonly name = 'ManifestMissingError';

  constructor(batchId: string) {
    super(`Batch ${batchId} has no manifest in staging, so it is not complete. Run the transform for it again.`);
  }
}

/** What is staged is not what its manifest says, or is not fit to be published. Nothing was published. */
export class StagingAuditError extends MisfitError {
  override readonly name = 'StagingAuditError';
  readonly problems: readonly string[];
  /** The counts that disagree; empty where the problem is another. */
  readonly mismatches: readonly CountMismatch[];

  constructor(batchId: string, mismatches: readonly CountMismatch[], otherProblems: readonly string[]) {
    const problems = mismatches.length > 0 ? [`staged ${listed(mismatches)}`, ...otherProblems] : otherProblems;
    super(`Batch ${batchId} was not published: ${problems.join('; ')}. Run the transform for it again.`);
    this.problems = problems;
    this.mismatches = mismatches;
  }
}

/** A statement of the publish changed another number of rows than it should have. Nothing was published. */
export class PublishCountError extends MisfitError {
  override readonly name = 'PublishCountError';
  readonly mismatches: readonly CountMismatch[];

  constructor(mismatches: readonly CountMismatch[]) {
    super(
      `Publishing was rolled back, because rows do not add up: ${listed(mismatches)}. ` +
        'Somebody else writes to the schema star; only publishBatch may.',
    );
    this.mismatches = mismatches;
  }
}

/** The star schema does not hold what it should. */
export class VerificationError extends MisfitError {
  override readonly name = 'VerificationError';
  readonly problems: readonly string[];

  constructor(batchId: string, problems: readonly string[]) {
    super(`The star schema fails verification after batch ${batchId}: ${problems.join('; ')}.`);
    this.problems = problems;
  }
}

/** A query given to `runReadOnly` was refused; the message is PostgreSQL's own, about the text of the query. */
export class QueryError extends MisfitError {
  override readonly name = 'QueryError';
}
