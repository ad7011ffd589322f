import { OrchestrationError } from '../errors.ts';
import { backfill } from './backfill.ts';
import { badInput } from './bad-input.ts';
import { recordedWindow } from './recorded.ts';
import { refusedKey } from './refused-key.ts';
import { bySchedule, maintenance } from './schedule.ts';
import type { FinishedRun, Scene } from './scenario.ts';
import { simulatedHour } from './simulated-hour.ts';
import { spentBudget } from './spent-budget.ts';

/**
 * The star of the recorded window is compared while it is alone in there, and staging is cleaned when there is something.
 * A key changes what the DAGs say of themselves, and Airflow counts that as another version: it comes last.
 */
const scenarios: Readonly<Record<string, (scene: Scene, directory: string) => Promise<void>>> = {
  'what the schedule starts: an hour without a sensor': bySchedule,
  'an empty window, and a wrong parameter': badInput,
  'the recorded window, with a container killed in mid-run': recordedWindow,
  'a simulated hour of 200 sensors': simulatedHour,
  'a backfill of three windows, twice': backfill,
  'the maintenance, started by hand': maintenance,
  'a key that is refused, and then replaced': refusedKey,
  'a key whose budget is spent, and another one': spentBudget,
};

/** Lets the DAGs run, and tells which runs belong to which scenario. */
export async function runScenarios(scene: Scene, directory: string) {
  await scene.airflow.unpause(['openaq_etl', 'openaq_backfill', 'openaq_maintenance']);
  const importErrors = await scene.airflow.importErrors();
  if (importErrors.length > 0) throw new OrchestrationError(importErrors.join('\n'));
  const done: { readonly title: string; readonly runs: readonly FinishedRun[] }[] = [];
  for (const [title, scenario] of Object.entries(scenarios)) {
    const before = scene.runs.length;
    await scene.steps.step(title, () => scenario(scene, directory));
    done.push({ title, runs: scene.runs.slice(before) });
  }
  return done;
}
