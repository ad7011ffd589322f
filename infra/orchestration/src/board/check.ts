import assert from 'node:assert/strict';
import { withPool } from '../databases.ts';
import type { FinishedRun, Scene } from '../scenarios/scenario.ts';
import { askPanels, type Row } from './ask.ts';
import { countByHour, lastRuns, troubledTasks, type KnownRun } from './expected.ts';
import { assertClosed, makeReader } from './reader.ts';

const scheduled = ['openaq_etl', 'openaq_maintenance'];
const dagIds = ['openaq_backfill', ...scheduled];

/** Asks Airflow's tables what Grafana asks, as Grafana: it has to say of the runs what the scenarios have seen of them. */
export async function checkBoard(scene: Scene): Promise<void> {
  const { airflow, stack, steps } = scene;
  // Nothing may begin between the questions.
  for (const dagId of scheduled) await airflow.setPaused(dagId, true);
  const finished = lastOfEach(scene.runs);
  const known = await knownRuns(scene, finished);
  await withPool(await makeReader(stack.airflowDatabaseUrl), async (reader) => {
    const rowsOf = await askPanels(reader);
    assertStates(rowsOf('What is the state of each DAG?'), known);
    assertCounts(rowsOf('Runs by hour'), known);
    assertTasks(rowsOf('Tasks that failed or were tried again'), finished);
    await assertClosed(reader, stack.airflowDatabaseUrl, stack.variables['AIRSTAR_LOADER_DATABASE_URL'] ?? '');
  });
  steps.say(`of ${known.length} runs the board says what they were`);
}

/** A run that was cleared has ended twice, under the same id. */
const lastOfEach = (runs: readonly FinishedRun[]): readonly FinishedRun[] => [
  ...new Map(runs.map((run) => [`${run.dagId} ${run.runId}`, run])).values(),
];

/** The runs of the scenarios, as they have ended there, and what the schedule has begun besides. */
async function knownRuns({ airflow }: Scene, finished: readonly FinishedRun[]): Promise<readonly KnownRun[]> {
  const ids = new Set(finished.map(({ runId }) => runId));
  const all = await Promise.all(
    dagIds.map(async (dagId) => (await airflow.runs(dagId)).map((run): KnownRun => ({ dagId, run }))),
  );
  return [...finished, ...all.flat().filter(({ run }) => !ids.has(run.dag_run_id))];
}

function assertStates(rows: readonly Row[], known: readonly KnownRun[]): void {
  const last = lastRuns(known);
  const said = rows.map((row) => [row['DAG'], row['Paused'], row['State'], row['Run']]);
  const expected = dagIds.map((dagId) => {
    const isPaused = scheduled.includes(dagId);
    return [dagId, isPaused ? 'yes' : 'no', last[dagId]?.state, last[dagId]?.dag_run_id];
  });
  assert.deepEqual(said, expected);
  for (const row of rows) {
    const { start_date: start, end_date: end } = last[row['DAG'] ?? ''] ?? {};
    if (!start || !end) continue;
    assert.equal(Date.parse(`${row['Began']}`), Date.parse(start));
    const seconds = (Date.parse(end) - Date.parse(start)) / 1000;
    assert.ok(Math.abs(Number(row['Duration']) - seconds) < 0.01, `${seconds} s: ${JSON.stringify(row)}`);
  }
}

function assertCounts(rows: readonly Row[], known: readonly KnownRun[]): void {
  const said = rows.map(({ time, ...counts }) => {
    const some = Object.entries(counts).filter(([, count]) => count !== 0);
    return [`${time}`, Object.fromEntries(some)] as const;
  });
  const withRuns = said.filter(([, counts]) => Object.keys(counts).length > 0);
  assert.deepEqual(Object.fromEntries(withRuns), countByHour(known));
}

function assertTasks(rows: readonly Row[], finished: readonly FinishedRun[]): void {
  const ids = new Set<unknown>(finished.map(({ runId }) => runId));
  const began = rows.map((row) => row['Began']);
  assert.deepEqual(began, began.toSorted().reverse(), 'newest first');
  const ofScenarios = rows.filter((row) => ids.has(row['Run']));
  const said = ofScenarios.map((row) => Object.values(row).slice(1));
  assert.deepEqual(new Set(said), new Set(troubledTasks(finished)));
  const isKilled = (row: Row) => row['Task'] === 'batch.extract' && row['Tries'] === 2 && row['State'] === 'success';
  assert.ok(ofScenarios.some(isKilled), 'the task whose container was killed');
}
