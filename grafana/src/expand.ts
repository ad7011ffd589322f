export interface Range {
  readonly from: string;
  readonly to: string;
}

/** What the variables of a board are set to. */
export type Values = Readonly<Record<string, readonly string[]>>;

const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/**
 * SQL as Grafana sends it: variables first, as the format `sqlstring` of templateSrv writes them, then the macros of the
 * PostgreSQL data source (pkg/tsdb/grafana-postgresql-datasource/macros.go), which take no parenthesis in an argument.
 */
export function expand(sql: string, { from, to }: Range, values: Values): string {
  const written = sql.replaceAll(/\$\{(\w+):(\w+)\}/g, (whole, name: string, format: string) => {
    const chosen = values[name];
    if (chosen === undefined || format !== 'sqlstring') throw new Error(`${whole} is no variable of the board.`);
    return chosen.length === 0 ? "''" : chosen.map(quoted).join(',');
  });
  const expanded = written.replaceAll(/\$(\w+)\(([^)]*)\)/g, (whole, macro: string, argument: string) => {
    if (macro === '__timeFilter') return `${argument} BETWEEN '${from}' AND '${to}'`;
    if (macro === '__timeFrom') return `'${from}'`;
    if (macro === '__timeTo') return `'${to}'`;
    throw new Error(`${whole} is no macro that is known here.`);
  });
  if (expanded.includes('$')) throw new Error(`Left as it was: ${/\$\S*/.exec(expanded)?.[0]}`);
  return expanded;
}
