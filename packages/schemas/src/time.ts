/**
 * An instant as milliseconds since 1970-01-01T00:00:00Z. Contracts carry instants this way because Avro
 * (`timestamp-millis`), DuckDB, MongoDB and PostgreSQL all take it without parsing a string.
 */
export type EpochMilliseconds = number;
