import { describe, expect, test } from 'vitest';
import type { TaskInstance } from '../src/airflow/client.ts';
import { assertAllRan, assertFailedOnce, type FinishedRun, type Scene } from '../src/scenarios/scenario.ts';

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
  run: {
    dag_run_id: 'manual__1',
    state,
    queued_at: null,
    start_date: '2025-10-01T00:00:00Z',
    end_date: '2025-10-01T00:02:00Z',
  },
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

describe('assertFailedOnce', () => {
  const states = (plan: Partial<TaskInstance>, later: string) =>
    names.map((name) =>
      task(
        name,
        name === 'plan' ? { state: 'failed', ...plan } : { state: name.startsWith('batch.') ? later : 'success' },
      ),
    );

  test('returns the log of a task that failed, with nothing after it', async () => {
    expect(await assertFailedOnce(scene, finished(states({}, 'upstream_failed'), 'failed'), 'plan')).toBe('the log');
  });

  test('counts the try that a person has asked for', async () => {
    const again = finished(states({ try_number: 2 }, 'upstream_failed'), 'failed');
    expect(await assertFailedOnce(scene, again, 'plan', 2)).toBe('the log');
  });

  test.each([
    ['a task that was tried again', states({ try_number: 2 }, 'upstream_failed'), 'failed'],
    ['a task that succeeded', states({ state: 'success' }, 'upstream_failed'), 'failed'],
    ['a later task that ran', states({}, 'success'), 'failed'],
    ['a run that is green', states({}, 'upstream_failed'), 'success'],
    ['a task that is missing', [], 'failed'],
  ])('refuses %s', async (_, tasks, state) => {
    await expect(assertFailedOnce(scene, finished(tasks, state), 'plan')).rejects.toThrow();
  });
});
