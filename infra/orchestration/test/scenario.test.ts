import { describe, expect, test } from 'vitest';
import type { TaskInstance } from '../src/airflow/client.ts';
import {
  assertAllRan,
  assertReconciles,
  durations,
  type Accounting,
  type FinishedRun,
  type Scene,
} from '../src/scenarios/scenario.ts';

const task = (task_id: string, more: Partial<TaskInstance> = {}): TaskInstance => ({
  task_id,
  map_index: -1,
  state: 'success',
  try_number: 1,
  start_date: '2025-10-01T00:00:10Z',
  end_date: '2025-10-01T00:00:20Z',
  rendered_map_index: null,
  ...more,
});
const names = [
  'select',
  'plan',
  'cut',
  ...['extract', 'ingest', 'transform', 'load', 'verify'].map((one) => `batch.${one}`),
];
const finished = (tasks: readonly TaskInstance[], state = 'success'): FinishedRun => ({
  dagId: 'openaq_etl',
  runId: 'manual__1',
  run: { dag_run_id: 'manual__1', state, start_date: '2025-10-01T00:00:00Z', end_date: '2025-10-01T00:02:00Z' },
  tasks,
});
const scene = { airflow: { log: async () => 'the log' } } as unknown as Scene;

describe('assertAllRan', () => {
  test('is content with each task of each batch', async () => {
    await assertAllRan(scene, finished(names.map((name) => task(name))), 1);
  });

  test.each([
    ['a green run without a task', []],
    ['a task that is missing', names.slice(1).map((name) => task(name))],
    [
      'a task that was skipped',
      names.map((name) => task(name, { state: name === 'batch.load' ? 'skipped' : 'success' })),
    ],
  ])('refuses %s', async (_, tasks) => {
    await expect(assertAllRan(scene, finished(tasks), 1)).rejects.toThrow();
  });

  test('shows the log of a task that failed', async () => {
    const tasks = names.map((name) => task(name, { state: name === 'plan' ? 'failed' : 'success' }));
    await expect(assertAllRan(scene, finished(tasks, 'failed'), 1)).rejects.toThrow('plan failed:\nthe log');
  });
});

describe('assertReconciles', () => {
  const none = {
    batchId: 'b',
    read: 0,
    produced: 0,
    rejected: 0,
    duplicate: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    requests: 0,
  };
  const stages = (more: Partial<Record<'extract' | 'ingest' | 'transform' | 'load', Partial<Accounting>>> = {}) => ({
    extract: { ...none, produced: 9, ...more.extract },
    ingest: { ...none, inserted: 6, duplicate: 2, rejected: 1, ...more.ingest },
    transform: { ...none, produced: 8, ...more.transform },
    load: { ...none, inserted: 7, unchanged: 1, ...more.load },
  });

  test('is content where nothing vanished', () => expect(() => assertReconciles(stages())).not.toThrow());

  test.each([
    ['nothing extracted', { extract: { produced: 0 }, ingest: { inserted: 0, duplicate: 0, rejected: 0 } }],
    ['a reading lost before the raw store', { ingest: { inserted: 5 } }],
    ['a reading lost before the star', { load: { inserted: 6 } }],
  ])('refuses %s', (_, more) => expect(() => assertReconciles(stages(more))).toThrow());
});

test('the overhead of a run is what no task accounts for', () => {
  expect(durations(finished([task('plan'), task('cut'), task('batch.load', { start_date: null })]))).toEqual({
    seconds: 120,
    inTasks: 20,
  });
});
