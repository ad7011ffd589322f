import { describe, expect, test } from 'vitest';
import type { DagRun, TaskInstance } from '../src/airflow/client.ts';
import { countByHour, lastRuns, troubledTasks } from '../src/board/expected.ts';

const at = (time: string): string => `2025-10-01T${time}:00.5Z`;
const run = (dag_run_id: string, start: string | null, queued: string, state = 'success'): DagRun => ({
  dag_run_id,
  state,
  queued_at: at(queued),
  start_date: start === null ? null : at(start),
  end_date: null,
});
const known = [
  { dagId: 'etl', run: run('cleared', '12:30', '12:29') },
  { dagId: 'etl', run: run('later, by its name', '12:10', '12:09', 'failed') },
  { dagId: 'backfill', run: run('begun', '11:59', '11:58') },
  { dagId: 'backfill', run: run('waiting', null, '12:00', 'queued') },
];

test('the last run of a DAG is the one that began last, or waits', () => {
  const ids = Object.entries(lastRuns(known)).map(([dagId, { dag_run_id }]) => [dagId, dag_run_id]);
  expect(Object.fromEntries(ids)).toEqual({ etl: 'cleared', backfill: 'waiting' });
});

test('runs are counted in the hour in which they began', () => {
  expect(countByHour(known)).toEqual({
    '2025-10-01T11:00:00Z': { success: 1 },
    '2025-10-01T12:00:00Z': { success: 1, failed: 1, queued: 1 },
  });
});

describe('troubledTasks', () => {
  const task = (task_id: string, state: string, try_number: number, map_index = -1): TaskInstance => ({
    ...{ task_id, state, try_number, map_index },
    ...{ start_date: null, end_date: null, rendered_map_index: null },
  });
  const troubledOf = (...tasks: TaskInstance[]) =>
    troubledTasks([{ dagId: 'etl', runId: 'r', run: run('r', '12:00', '12:00'), tasks }]);

  test('are those that failed, and those that were tried again', () => {
    expect(troubledOf(task('plan', 'failed', 1), task('load', 'success', 2, 3))).toEqual([
      ['etl', 'r', 'plan', null, 1, 'failed'],
      ['etl', 'r', 'load', 3, 2, 'success'],
    ]);
  });

  test('are not those that went well, or had no chance', () => {
    expect(troubledOf(task('plan', 'success', 1), task('load', 'upstream_failed', 0))).toEqual([]);
  });
});
