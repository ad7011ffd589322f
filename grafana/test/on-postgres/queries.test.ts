import { runReadOnly, type Cell, type QueryResult } from '@airstar/star-schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board, Panel } from '../../src/committed.ts';
import { expand, type Range, type Values } from '../../src/expand.ts';
import { boards, rules } from '../files.ts';
import { recordedStar, type RecordedStar } from './database.ts';

const recorded: Range = { from: '2025-09-20T00:00:00Z', to: '2025-10-11T00:00:00Z' };
// Where a person would look: the only station of the recorded data that has everything.
const wanted: Record<string, string> = { station: '7982', parameter: 'no2' };

let star: RecordedStar;
const valuesOf = new Map<string, Values>();

/** When the pipeline ran is what its board is about. */
const rangeOf = (board: Board): Range =>
  board.uid === 'pipeline'
    ? { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() }
    : recorded;

const ask = (sql: string, range: Range, values: Values): Promise<QueryResult> =>
  runReadOnly(star.reader, expand(sql, range, values));

const textOf = (cell: Cell | undefined): string => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell));

/** Fills the variables of a board one after the other, each with those before it, as Grafana does. */
async function choose(board: Board): Promise<Values> {
  let values: Values = {};
  for (const { name, query, multi } of board.templating.list ?? []) {
    const { rows } = await ask(query, rangeOf(board), values);
    const offered = rows.map((row) => textOf(row.at(-1)));
    const chosen = multi ? offered : offered.filter((value) => value === wanted[name] || wanted[name] === undefined);
    expect(chosen, `${board.title}: ${name}`).not.toEqual([]);
    values = { ...values, [name]: multi ? chosen : chosen.slice(0, 1) };
  }
  return values;
}

const sqlOf = ({ targets }: Panel): string => targets[0]?.rawSql ?? '';
const starPanels = boards.flatMap((board) =>
  board.panels
    .filter((panel) => panel.datasource.uid === 'star')
    .map((panel) => [`${board.title}: ${panel.title}`, board, panel] as const),
);
const panelNamed = (name: string) => starPanels.find(([title]) => title === name)!;
const answer = ([, board, panel]: (typeof starPanels)[number], range = rangeOf(board)) =>
  ask(sqlOf(panel), range, valuesOf.get(board.uid) ?? {});
const column = ({ fields, rows }: QueryResult, name: string) => rows.map((row) => row[fields.indexOf(name)]);

beforeAll(async () => {
  star = await recordedStar();
  for (const board of boards) valuesOf.set(board.uid, await choose(board));
}, 180_000);

afterAll(() => star[Symbol.asyncDispose]());

describe('with the recorded days, as the role that Grafana has', () => {
  it.each(starPanels)('%s: has rows, and something in them', async (...one) => {
    const { fields, rows } = await answer(one);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(fields).size).toBe(fields.length);
    expect(rows.flat().some((cell) => cell !== null)).toBe(true);
  });

  it.each(starPanels)('%s: has the columns that its panel shows and colours', async (...one) => {
    const [, , { type, options, fieldConfig }] = one;
    const { fields, rows } = await answer(one);
    for (const { matcher } of fieldConfig.overrides) {
      const isMeant = (name: string) =>
        matcher.id === 'byRegexp' ? new RegExp(matcher.options.slice(1, -1)).test(name) : name === matcher.options;
      expect(fields.filter(isMeant), matcher.options).not.toEqual([]);
    }
    if (type === 'stat') {
      expect(fields).toEqual(fieldConfig.overrides.map(({ matcher }) => matcher.options));
      expect(rows).toEqual([fields.map((): unknown => expect.any(Number))]);
    }
    if (type === 'barchart') expect(fields).toEqual(expect.arrayContaining([options['xField']]));
    // Of a column with this name Grafana makes the time axis.
    expect(fields.findIndex((name) => name.toLowerCase() === 'time')).toBe(type === 'timeseries' ? 0 : -1);
    if (type === 'geomap') expect(fields.slice(0, 4)).toEqual(['latitude', 'longitude', 'Station', '× WHO']);
    const linked = [...JSON.stringify(fieldConfig).matchAll(/__data\.fields(?:\[\\\\\\"|\[\\"|\.)([\w ]+)/g)];
    for (const [, name] of linked) expect(fields).toContain(name);
  });

  it.each(rules)('the alert $title: gives one number', async ({ data }) => {
    const queries = data.filter(({ model }) => model.rawSql !== undefined);
    expect(queries.length).toBeGreaterThan(0);
    for (const { model, relativeTimeRange } of queries) {
      const now = Date.now();
      const range = {
        from: new Date(now - relativeTimeRange.from * 1000).toISOString(),
        to: new Date(now).toISOString(),
      };
      const { rows } = await ask(model.rawSql ?? '', range, {});
      expect(rows).toEqual([[expect.any(Number)]]);
    }
  });

  it('says how old the news is, and that a week without any is a week', async () => {
    const age = rules.find(({ uid }) => uid === 'no-fresh-data')?.data[0]?.model.rawSql ?? '';
    expect((await ask(age, recorded, {})).rows).toEqual([[1]]);
    const later = { from: '2025-11-01T00:00:00Z', to: '2025-11-08T00:00:00Z' };
    expect((await ask(age, later, {})).rows).toEqual([[168]]);
  });
});

describe('what is compared with the guideline', () => {
  it('is the mean of 24 hours, told from its hours alone', async () => {
    const result = await answer(panelNamed('Air now: Where is it worst?'));
    const { rows } = await runReadOnly(
      star.reader,
      `select avg(mean), count(*) from (
        select mean from star.fact_hour join star.dim_parameter using (parameter_id)
        where location_id = 7982 and name = 'no2' and is_valid and hour_start_utc > '2025-10-09T22:00:00Z'
      )`,
    );
    expect(column(result, 'Station')).toEqual(['Oblatos']);
    expect([column(result, 'Mean')[0], column(result, 'Measured')[0]]).toEqual([
      expect.closeTo(Number(rows[0]?.[0]), 9),
      rows[0]?.[1],
    ]);
    expect(column(result, '× WHO')[0]).toBeCloseTo(Number(rows[0]?.[0]) / 25, 9);
  });

  it('is nothing where less than three quarters of the hours were measured', async () => {
    const [, board, panel] = panelNamed('Air now: Where is it worst?');
    const sparse = await ask(sqlOf(panel), recorded, { ...valuesOf.get(board.uid), parameter: ['pm25'] });
    expect(column(sparse, 'Measured').every((hours) => Number(hours) < 18)).toBe(true);
    expect(sparse.rows.length).toBeGreaterThan(0);
    expect(column(sparse, '× WHO').every((ratio) => ratio === null)).toBe(true);
  });

  it('is for ozone the highest mean over eight hours, so never below the mean of the day', async () => {
    const [, board, panel] = panelNamed('Station: Day by day');
    const sensors = `select sensor_id from star.dim_sensor join star.dim_parameter using (parameter_id)
      where location_id = 7855 and dim_parameter.name = 'o3'`;
    const values = { sensor: (await runReadOnly(star.reader, sensors)).rows.map((row) => textOf(row[0])) };
    const result = await ask(sqlOf(panel), rangeOf(board), values);
    const means = await runReadOnly(
      star.reader,
      `select to_char(local_date, 'YYYY-MM-DD'), mean from star.fact_day where is_valid and sensor_id in (${sensors})`,
    );
    const meanOf = new Map(means.rows.map(([day, mean]) => [textOf(day), Number(mean)]));
    const judged = result.rows.filter(([day, within, above]) => meanOf.has(textOf(day)) && (within ?? above) !== null);
    expect(judged.length).toBeGreaterThan(10);
    for (const [day, within, above] of judged) {
      expect(within ?? above).toBeGreaterThan(meanOf.get(textOf(day))!);
      expect(Number(within ?? 0)).toBeLessThanOrEqual(100);
      expect(Number(above ?? 101)).toBeGreaterThan(100);
    }
  });
});

describe('the guidelines', () => {
  it('stand in the unit of the readings, in the order of WHO', async () => {
    const result = await answer(panelNamed('Air now: Which pollutant is it?'));
    const levels = result.rows.map((row) => [row.at(-1), row[result.fields.indexOf('Guideline')]]);
    expect(Object.fromEntries(levels)).toEqual({ pm25: 15, pm10: 45, o3: 100, no2: 25, so2: 40, co: 4000 });
  });
});

describe('a batch whose counts differ', () => {
  const panel = panelNamed('Pipeline: Batches');
  const stage = (batch: string, name: string, read: number, produced: number, inserted = 0) =>
    `('${batch}', '${name}', ${read}, ${produced}, 0, 0, ${inserted}, 0, 0, 0, 1, 0, 1)`;

  it('is named by its seam, one that was refused too, and counted; one that is being published is not', async () => {
    const { rows, counted } = await star.asOwner(async (query) => {
      await query(`insert into staging.manifest (batch_id, attempt_id, counts, window_from, window_to, created_at, published_at)
        select name, 'a', '{}', now(), now(), now() - age, case when name = 'seam' then now() end
        from (values ('seam', interval '30 minutes'), ('refused', '2 hours'), ('under way', '1 minute')) as batch (name, age)`);
      await query(`insert into star.fact_pipeline_run (batch_id, stage, read, produced, rejected, duplicate, inserted,
        updated, unchanged, flagged, locations, requests, seconds) values
        ${stage('seam', 'extract', 5, 5)}, ${stage('seam', 'ingest', 4, 4, 4)}, ${stage('seam', 'transform', 3, 2)}`);
      const range = { ...rangeOf(panel[1]), from: new Date(Date.now() - 3 * 3_600_000).toISOString() };
      const alert = rules.find(({ uid }) => uid === 'reconciliation-differs')?.data[0]?.model.rawSql ?? '';
      return {
        rows: await query(expand(sqlOf(panel[2]), range, {})),
        counted: await query(expand(alert, range, {})),
      };
    });
    expect(Object.fromEntries(rows.map((row) => [row['Batch'], row['Counts']]))).toMatchObject({
      seam: 'extract and ingest, ingest and transform, within transform',
      refused: 'staged, never published',
      'under way': 'agree',
    });
    expect(counted.map((row) => Number(row['Batches']))).toEqual([2]);
  });
});

describe('partitions', () => {
  const inOctober: Range = { from: '2025-10-05T00:00:00Z', to: '2025-10-08T00:00:00Z' };
  const onFacts = starPanels.filter(([, , panel]) => /star\.(fact_(?!pipeline)|measurement_flag)/.test(sqlOf(panel)));

  it.each(onFacts)('%s: reads those of its range only', async (_, board, panel) => {
    const sql = `explain ${expand(sqlOf(panel), inOctober, valuesOf.get(board.uid) ?? {})}`;
    const plan = (await runReadOnly(star.reader, sql)).rows.map(([line]) => textOf(line)).join('\n');
    expect(plan).toMatch(/fact_\w+_2025_10/);
    expect(plan).not.toMatch(/fact_\w+_(?!2025_10)\d{4}_\d{2}/);
  });
});
