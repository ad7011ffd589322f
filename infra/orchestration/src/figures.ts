import type { ContainerTimes } from './docker/watch.ts';
import type { FinishedRun } from './scenarios/scenario.ts';

type Span = readonly [from: number, to: number];

/** How long a run took, and how much of it passed while a task, and while a container, was running. */
export interface RunFigures {
  readonly seconds: number;
  readonly inTasks: number;
  readonly inContainers: number;
}

/** The overhead of a DAG is what is left of its seconds; spans that overlap count once. */
export function figuresOf({ runId, run, tasks }: FinishedRun, containers: readonly ContainerTimes[]): RunFigures {
  const whole = spanOf(run.start_date, run.end_date);
  const ofTasks = tasks.map((task) => spanOf(task.start_date, task.end_date));
  const ofContainers = containers
    .filter((container) => container.runId === runId)
    // A run whose tasks are cleared begins anew, with the same id.
    .filter(({ startedAt }) => startedAt >= whole[0] && startedAt < whole[1])
    .map(({ startedAt, endedAt }): Span => [startedAt, endedAt]);
  return { seconds: covered([whole]), inTasks: covered(ofTasks), inContainers: covered(ofContainers) };
}

/** What passed before a container ran: since Airflow had started its task, and the part of it that was Docker's. */
export interface StartUp {
  readonly seconds: number;
  readonly inDocker: number;
}

/** One for each task that was tried once: of a further try Airflow tells only the last. */
export function startUpsOf({ runId, tasks }: FinishedRun, containers: readonly ContainerTimes[]): readonly StartUp[] {
  return tasks.flatMap((task) => {
    const own = containers.filter(
      ({ runId: run, taskId, mapIndex }) => run === runId && taskId === task.task_id && mapIndex === task.map_index,
    );
    const [first] = own;
    if (first === undefined || own.length > 1 || task.start_date === null) return [];
    const seconds = (first.startedAt - Date.parse(task.start_date)) / 1000;
    return [{ seconds, inDocker: (first.startedAt - first.createdAt) / 1000 }];
  });
}

/** The middle one, the lower of two. */
export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[(values.length - 1) >> 1] ?? NaN;
}

const spanOf = (from: string | null, to: string | null): Span =>
  from === null || to === null ? [0, 0] : [Date.parse(from), Date.parse(to)];

function covered(spans: readonly Span[]): number {
  let [sum, until] = [0, -Infinity];
  for (const [from, to] of spans.toSorted(([one], [other]) => one - other)) {
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum / 1000;
}
