import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AirflowClient } from './airflow/client.ts';
import { installAirflow } from './airflow/install.ts';
import { startAirflow, type Airflow } from './airflow/server.ts';
import { checkBoard } from './board/check.ts';
import { ensureDaemon } from './docker/daemon.ts';
import { buildImages } from './docker/images.ts';
import { removeVolume } from './docker/volumes.ts';
import { watchContainers } from './docker/watch.ts';
import type { Machine } from './env.ts';
import { describeRun } from './report.ts';
import { runScenarios } from './scenarios/all.ts';
import { takeScreenshots } from './screenshots.ts';
import { startStack, type Stack } from './stack.ts';
import { createSteps, type Steps } from './steps.ts';

export interface Site {
  readonly machine: Machine;
  /** For logs and data. */
  readonly directory: string;
  /** Is told, as soon as something runs, how to end it; the last one has to be ended first. */
  readonly atEnd: (end: () => Promise<unknown>) => void;
}

/** Does everything, and returns what is to be printed last: the figures, and the accounting of the recorded window. */
export async function orchestrate(site: Site): Promise<readonly string[]> {
  const { machine, directory, atEnd } = site;
  const steps = createSteps();
  steps.say(`logs: ${directory}`);
  const { tag, venv } = await prepare(site, steps);
  const stack = await steps.step('services', () =>
    startStack({ directory, tag, machineVariables: machine.variables, onProgress: steps.say }),
  );
  atEnd(stack.stop);
  const server = await steps.step('Airflow; topics, subjects, stores and schema', () =>
    startBoth(site, stack, { tag, venv }),
  );
  steps.say(`${server.url}, user admin, password ${server.password}`);
  const airflow = await AirflowClient.logIn(server);
  const watch = watchContainers(machine.variables);
  atEnd(watch.stop);
  const scene = { airflow, stack, steps, machineVariables: machine.variables, accounting: [], runs: [] };
  const scenarios = await runScenarios(scene, directory);
  const { screenshots: folder } = machine;
  if (folder !== undefined) {
    await steps.step('screenshots', () => takeScreenshots({ url: server.url, token: airflow.token, folder }));
  }
  await steps.step('the board Pipeline, on these runs', () => checkBoard(scene));
  const figures = { secondsToHealthy: server.secondsToHealthy, totalSeconds: steps.seconds(), scenarios };
  return [...describeRun(figures, watch.ended()), ...scene.accounting.map((stage) => JSON.stringify(stage))];
}

/** Images and Airflow of this checkout, or the images that are named. */
async function prepare({ machine, directory }: Site, { step, say }: Steps) {
  const log = join(directory, 'programs.log');
  const { variables, imageTag } = machine;
  say(`Docker ${await step('Docker', () => ensureDaemon(machine))}`);
  const tag = imageTag ?? 'orchestration-test';
  if (imageTag === undefined) {
    for (const { name, seconds, megabytes } of await step('images', () => buildImages(machine, tag, log))) {
      say(`airstar/${name}: ${megabytes} MB, ${seconds.toFixed(1)} s`);
    }
  }
  return { tag, venv: await step('Airflow as its lock has it', () => installAirflow({ variables, log })) };
}

/** Airflow takes its time to be healthy, and nothing that it needs is in the stores. */
async function startBoth(
  { machine, directory, atEnd }: Site,
  stack: Stack,
  { tag, venv }: { readonly tag: string; readonly venv: string },
): Promise<Airflow> {
  const ledger = `airstar-orchestration-${randomBytes(4).toString('hex')}`;
  atEnd(() => removeVolume(ledger, machine.variables));
  const airflow = startAirflow({
    venv,
    directory: join(directory, 'airflow'),
    databaseUrl: stack.airflowDatabaseUrl,
    variables: { ...machine.variables, ...stack.variables, ...settings(tag, ledger) },
    atEnd,
  });
  const [started, migrated] = await Promise.allSettled([airflow, stack.migrate()]);
  if (migrated.status === 'rejected') throw migrated.reason;
  if (started.status === 'rejected') throw started.reason;
  return started.value;
}

const settings = (tag: string, ledger: string) => ({
  AIRSTAR_IMAGE_TAG: tag,
  // The services listen on loopback alone.
  AIRSTAR_NETWORK: 'host',
  AIRSTAR_LEDGER_VOLUME: ledger,
  AIRSTAR_LOOKBACK_HOURS: '0',
  AIRSTAR_RETRY_SECONDS: '2',
  // What is read here is of 2025.
  AIRSTAR_FRESHNESS_HOURS: '100000',
});
