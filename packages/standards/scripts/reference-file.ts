import { referenceTables, type ReferenceTable } from '../src/index.ts';

const lines = (items: readonly string[]): string => `[\n${items.join(',\n')}\n]`;

const tableText = ({ name, columns, rows }: ReferenceTable): string =>
  `{"name": ${JSON.stringify(name)},\n"columns": ${JSON.stringify(columns)},\n"rows": ${lines(rows.map((row) => JSON.stringify(row)))}}`;

/**
 * The committed form of the reference tables: what an engine that does not run TypeScript loads. A row a line, so that
 * a change of a standard is a change of one line.
 */
export const referenceFile = (): string => `${lines(referenceTables.map(tableText))}\n`;
