import type { ContainerTimes } from './docker/watch.ts';
import { figuresOf, median, startUpsOf } from './figures.ts';
import type { FinishedRun } from './scenarios/scenario.ts';

export interface RunReport {
  readonly secondsToHealthy: number;
  readonly totalSeconds: number;
  readonly scenarios: readonly { readonly title: string; readonly runs: readonly FinishedRun[] }[];
}

/** What was measured, as lines for a person. */
export function describeRun(report: RunReport, containers: readonly ContainerTimes[]): readonly string[] {
  const ofRuns = report.scenarios.flatMap(({ title, runs }) => [
    title,
    ...runs.map((run) => `  ${run.dagId}, ${run.run.state}: ${describeFigures(run, containers)}`),
  ]);
  const startUps = report.scenarios.flatMap(({ runs }) => runs.flatMap((run) => startUpsOf(run, containers)));
  const [all, docker] = [startUps.map(({ seconds }) => seconds), startUps.map(({ inDocker }) => inDocker)];
  return [
    ...ofRuns,
    `start of a container, from the start of its task: median ${shown(median(all))}, longest ${shown(Math.max(...all))}; Docker's part: median ${shown(median(docker))}, longest ${shown(Math.max(...docker))} (${startUps.length} tasks)`,
    `Airflow healthy after ${shown(report.secondsToHealthy)}; all of it in ${shown(report.totalSeconds)}`,
  ];
}

function describeFigures(run: FinishedRun, containers: readonly ContainerTimes[]): string {
  const { seconds, inTasks, inContainers } = figuresOf(run, containers);
  const beside = `${shown(seconds - inTasks)} beside the tasks, ${shown(seconds - inContainers)} beside the containers`;
  return `${shown(seconds)}, of it ${beside}`;
}

const shown = (seconds: number): string => `${seconds.toFixed(1)} s`;
