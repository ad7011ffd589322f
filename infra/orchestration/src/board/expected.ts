import type { DagRun } from '../airflow/client.ts';
import type { FinishedRun } from '../scenarios/scenario.ts';

export interface KnownRun {
  readonly dagId: string;
  readonly run: DagRun;
}

const hour = 3_600_000;

/** When a run began, or began to wait. */
const begun = ({ start_date: start, queued_at: queued }: DagRun): number => Date.parse(start ?? queued ?? '');

/** For each DAG the run that began last. */
export function lastRuns(known: readonly KnownRun[]): Readonly<Record<string, DagRun>> {
  const inOrder = known.toSorted((one, other) => begun(one.run) - begun(other.run));
  return Object.fromEntries(inOrder.map(({ dagId, run }) => [dagId, run]));
}

/** How many runs of each state began in each hour, e.g. `{ '2025-10-01T10:00:00Z': { success: 2, failed: 1 } }`. */
export function countByHour(known: readonly KnownRun[]): Readonly<Record<string, Readonly<Record<string, number>>>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const { run } of known) {
    const time = new Date(Math.floor(begun(run) / hour) * hour).toISOString().replace('.000', '');
    const ofHour = (counts[time] ??= {});
    ofHour[run.state] = (ofHour[run.state] ?? 0) + 1;
  }
  return counts;
}

/** The tasks that failed or were tried again: DAG, run, task, map index, tries and state of each. */
export const troubledTasks = (finished: readonly FinishedRun[]): readonly (readonly unknown[])[] =>
  finished.flatMap(({ dagId, runId, tasks }) =>
    tasks
      .filter(({ state, try_number: tries }) => state === 'failed' || tries > 1)
      .map(({ task_id: task, map_index: index, try_number: tries, state }) => [
        dagId,
        runId,
        task,
        index === -1 ? null : index,
        tries,
        state,
      ]),
  );
