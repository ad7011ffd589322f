import { z } from 'zod';

/** Runs a statement on the warehouse; parameters are `$1`, `$2`, …, arrays included. */
export type Query = (sql: string, parameters?: readonly unknown[]) => Promise<Record<string, unknown>[]>;

/** Rows of a statement in the shape the report expects of them; a driver or a schema that gives another one is refused. */
export async function rowsOf<Row>(
  query: Query,
  shape: z.ZodType<Row>,
  sql: string,
  parameters: readonly unknown[],
): Promise<Row[]> {
  return z.array(shape).parse(await query(sql, parameters));
}
