import { describe, expect, test } from 'vitest';
import type { TaskInstance } from '../src/airflow/client.ts';
import { collectTimes, type ContainerTimes } from '../src/docker/watch.ts';
import { figuresOf, median, startUpsOf } from '../src/figures.ts';
import type { FinishedRun } from '../src/scenarios/scenario.ts';

const time = (seconds: number): number => Date.UTC(2025, 9, 1) + seconds * 1000;
const shown = (seconds: number): string => new Date(time(seconds)).toISOString();
const task = (task_id: string, from: number, to: number, map_index = -1): TaskInstance => ({
  task_id,
  map_index,
  state: 'success',
  try_number: 1,
  start_date: shown(from),
  end_date: shown(to),
  rendered_map_index: null,
});
const container = (taskId: string, [created, started, ended]: [number, number, number], more = {}): ContainerTimes => ({
  runId: 'manual__1',
  taskId,
  mapIndex: -1,
  createdAt: time(created),
  startedAt: time(started),
  endedAt: time(ended),
  ...more,
});
const finished = (tasks: readonly TaskInstance[]): FinishedRun => ({
  dagId: 'openaq_etl',
  runId: 'manual__1',
  run: { dag_run_id: 'manual__1', state: 'success', queued_at: null, start_date: shown(0), end_date: shown(120) },
  tasks,
});

describe('figuresOf', () => {
  test('counts once what passes while two tasks run', () => {
    const tasks = [task('plan', 10, 20), task('one', 30, 60), task('other', 40, 50), task('third', 55, 70)];
    expect(figuresOf(finished(tasks), [])).toEqual({ seconds: 120, inTasks: 50, inContainers: 0 });
  });

  test('counts the containers of the run alone, from their start on', () => {
    const containers = [container('plan', [11, 13, 19]), container('plan', [80, 82, 84], { runId: 'manual__2' })];
    expect(figuresOf(finished([task('plan', 10, 20)]), containers).inContainers).toBe(6);
  });

  test('leaves out the containers of what was cleared later, under the same id', () => {
    const containers = [container('plan', [11, 13, 19]), container('plan', [130, 131, 140])];
    expect(figuresOf(finished([task('plan', 10, 20)]), containers).inContainers).toBe(6);
  });

  test('leaves out a task that never began', () => {
    const skipped = { ...task('load', 0, 0), start_date: null, end_date: null };
    expect(figuresOf(finished([task('plan', 10, 20), skipped]), []).inTasks).toBe(10);
  });
});

describe('startUpsOf', () => {
  test('tells what passed between the start of a task and that of its container', () => {
    const mapped = container('load', [51, 52, 59], { mapIndex: 1 });
    expect(startUpsOf(finished([task('load', 49, 60, 1), task('load', 48, 60, 0)]), [mapped])).toEqual([
      { seconds: 3, inDocker: 1 },
    ]);
  });

  test('leaves out a task that was tried twice: when its first try began is not known', () => {
    const containers = [container('plan', [11, 12, 13]), container('plan', [31, 32, 33])];
    expect(startUpsOf(finished([task('plan', 30, 40)]), containers)).toEqual([]);
  });
});

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2],
  [[7], 7],
])('the median of %j is %d', (values, middle) => expect(median(values)).toBe(middle));

test('the events of a container are put together when it has ended', () => {
  const collector = collectTimes();
  const Attributes = { 'airstar.run': 'manual__1', 'airstar.task': 'plan', 'airstar.map': '-1' };
  const take = (Action: string, seconds: number) => {
    collector.take({ Action, timeNano: time(seconds) * 1e6, Actor: { ID: 'abc', Attributes } });
  };
  take('create', 1);
  take('start', 2);
  expect(collector.ended()).toEqual([]);
  take('die', 3);
  expect(collector.ended()).toEqual([container('plan', [1, 2, 3])]);
  take('destroy', 4);
  expect(collector.ended()).toHaveLength(1);
});
