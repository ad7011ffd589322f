import { BOOLEAN, DOUBLE, VARCHAR, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';

/** How a kind of value is stored, and how it gets there: handed over as `staged`, then turned by SQL, many at a time. */
interface ColumnKind {
  readonly stored: string;
  readonly staged: DuckDBType;
  /** SQL that makes the stored value of the staged one. */
  readonly load: (column: string) => string;
}

const asIs = (column: string): string => column;

/**
 * Integers and instants are handed over as doubles, exact up to 2⁵³: a BigInt for each would cost more than writing it.
 * TIMESTAMP means UTC throughout.
 */
const kinds = {
  text: { stored: 'VARCHAR', staged: VARCHAR, load: asIs },
  flag: { stored: 'BOOLEAN', staged: BOOLEAN, load: asIs },
  number: { stored: 'DOUBLE', staged: DOUBLE, load: asIs },
  integer: { stored: 'BIGINT', staged: DOUBLE, load: (column) => `CAST(${column} AS BIGINT)` },
  smallInteger: { stored: 'INTEGER', staged: DOUBLE, load: (column) => `CAST(${column} AS INTEGER)` },
  instant: { stored: 'TIMESTAMP', staged: DOUBLE, load: (column) => `epoch_ms(CAST(${column} AS BIGINT))` },
  date: { stored: 'DATE', staged: VARCHAR, load: (column) => `CAST(${column} AS DATE)` },
  // 8 bytes instead of 16 digits, in a column that no compression helps.
  hash: { stored: 'UBIGINT', staged: VARCHAR, load: (column) => `CAST('0x' || ${column} AS UBIGINT)` },
} as const satisfies Record<string, ColumnKind>;

/** One column of a table: its definition and what of a document goes there. */
export interface Column<Document> extends ColumnKind {
  readonly name: string;
  readonly of: (document: Document) => DuckDBValue;
}

/** A table of versions. */
export interface VersionTable<Document> {
  readonly name: string;
  /** Columns that together say what `_id` says. */
  readonly identity: readonly string[];
  readonly columns: readonly Column<Document>[];
}

export function column<Document>(
  name: string,
  kind: keyof typeof kinds,
  of: (document: Document) => DuckDBValue,
): Column<Document> {
  return { name, ...kinds[kind], of };
}

/** A column of nested rows. They are few, so JSON carries them. */
export function listColumn<Document>(
  name: string,
  fields: Readonly<Record<string, 'BIGINT' | 'VARCHAR'>>,
  of: (document: Document) => readonly Readonly<Record<string, DuckDBValue>>[],
): Column<Document> {
  const structure = Object.entries(fields).map(([field, type]) => `${field} ${type}`);
  return {
    name,
    stored: `STRUCT(${structure.join(', ')})[]`,
    staged: VARCHAR,
    load: (staged) => `from_json(${staged}, '${JSON.stringify([fields])}')`,
    of: (document) => JSON.stringify(of(document)),
  };
}
