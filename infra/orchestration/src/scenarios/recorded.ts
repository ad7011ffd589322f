import assert from 'node:assert/strict';
import { join } from 'node:path';
import { killContainerOf } from '../docker/containers.ts';
import { checkout } from '../places.ts';
import { run } from '../program.ts';
import { accountingOf, assertReconciles } from './accounting.ts';
import { assertAllRan, runDag, type Scene } from './scenario.ts';
import { digestOf, queryOf, type Query } from './star.ts';

/**
 * The recorded window through `openaq_etl`, with a container killed in mid-run: the task is tried again, and the star
 * is the one that the embedded pipeline makes.
 */
export async function recordedWindow(scene: Scene, directory: string): Promise<void> {
  const { airflow, stack, machineVariables } = scene;
  const { window, locationIds } = stack.simulators.recorded;
  const parameters = {
    from: new Date(window.from).toISOString(),
    to: new Date(window.to).toISOString(),
    locations: locationIds.join(','),
  };
  const killed = 'batch.extract';
  // The plan asks for each station, the extraction for each again and then for the readings: it is in the midst of them.
  const requestsWhenDue = stack.simulators.open.requests() + 2 * locationIds.length + 10;
  const isDue = () => stack.simulators.open.requests() >= requestsWhenDue;
  const finished = await runDag(scene, 'openaq_etl', { logicalDate: new Date(window.to), parameters }, (runId) =>
    killContainerOf({ runId, task: killed }, machineVariables, isDue),
  );
  await assertAllRan(scene, finished, 1);

  const victim = finished.tasks.find((task) => task.task_id === killed);
  assert.equal(victim?.try_number, 2, 'the killed task is tried again');
  assert.match(await airflow.log('openaq_etl', finished.runId, victim, 1), /exit code 137 \(killed/);

  const stages = await accountingOf(scene, finished);
  assertReconciles(stages);
  scene.accounting.push(...Object.values(stages));
  scene.steps.say(`${stages.extract.produced} readings published, ${stages.load.inserted} inserted into the star`);
  assert.deepEqual(await digestOf(queryOf(stack.pool)), await digestOf(await embeddedRun(directory, machineVariables)));
}

/** The same window by the embedded pipeline, in a directory of its own. */
async function embeddedRun(directory: string, variables: Readonly<Record<string, string>>): Promise<Query> {
  const main = join(checkout, 'apps/local/src/main.ts');
  const options = { variables: { ...variables, AIRSTAR_DATA_DIRECTORY: join(directory, 'embedded'), NO_COLOR: '1' } };
  const airstar = (...args: string[]) =>
    run(process.execPath, ['--conditions=@airstar/source', main, ...args], options);
  await airstar('run');
  return async (sql) => JSON.parse(await airstar('sql', sql, '--json')) as Record<string, unknown>[];
}
