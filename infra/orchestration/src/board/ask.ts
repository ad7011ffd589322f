import assert from 'node:assert/strict';
import { committedBoards, expand, type Panel } from '@airstar/grafana';
import { runReadOnly, type Pool } from '@airstar/star-schema';

export type Row = Readonly<Record<string, string | number | null>>;

const day = 86_400_000;

/** Asks what every panel on Airflow's tables asks of the last day; each has to have rows, and the columns it colours. */
export async function askPanels(reader: Pool): Promise<(title: string) => readonly Row[]> {
  const answers = new Map<string, readonly Row[]>();
  for (const panel of committedBoards().flatMap(({ panels }) => panels)) {
    if (panel.datasource.uid === 'airflow') answers.set(panel.title, await ask(reader, panel));
  }
  return (title) => answers.get(title) ?? assert.fail(`No panel on Airflow's tables is called ${title}.`);
}

async function ask(reader: Pool, { title, targets, fieldConfig }: Panel): Promise<readonly Row[]> {
  const now = Date.now();
  const range = { from: new Date(now - day).toISOString(), to: new Date(now).toISOString() };
  const { fields, rows } = await runReadOnly(reader, expand(targets[0]?.rawSql ?? '', range, {}));
  for (const { matcher } of fieldConfig.overrides) assert.ok(fields.includes(matcher.options), matcher.options);
  assert.ok(rows.length > 0, `${title} has no rows`);
  return rows.map((row) => Object.fromEntries(fields.map((field, index) => [field, row[index]])) as Row);
}
