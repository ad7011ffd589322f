#!/usr/bin/env node
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AirflowClient } from './airflow/client.ts';
import { installAirflow, testAirflow } from './airflow/install.ts';
import { startAirflow } from './airflow/server.ts';
import { ensureDaemon } from './docker/daemon.ts';
import { buildImages } from './docker/images.ts';
import { readMachine } from './env.ts';
import { OrchestrationError } from './errors.ts';
import { scenarios } from './scenarios/all.ts';
import { startStack } from './stack.ts';
import { createSteps } from './steps.ts';

const ends: (() => Promise<unknown>)[] = [];
const stopped = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => reject(new OrchestrationError(`Stopped by ${signal}.`)));
  }
});

try {
  await Promise.race([orchestrate(), stopped]);
} catch (error) {
  process.exitCode = 1;
  process.stderr.write(`${String(error instanceof OrchestrationError ? error.message : (error as Error).stack)}\n`);
  if (readMachine().keep) {
    process.stderr.write('Everything stays as it is until Ctrl-C.\n');
    await stopped.catch(() => undefined);
  }
}
for (const end of ends.reverse()) await end();
// What a scenario was waiting for when it was stopped.
process.exit();

async function orchestrate(): Promise<void> {
  const machine = readMachine();
  const { step, say } = createSteps();
  const directory = mkdtempSync(join(tmpdir(), 'airstar-orchestration-'));
  const log = join(directory, 'programs.log');
  say(`logs: ${directory}`);
  ends.push(async () => process.exitCode || rmSync(directory, { recursive: true, force: true }));
  const { variables: machineVariables } = machine;

  say(`Docker ${await step('Docker', () => ensureDaemon(machine))}`);
  const tag = machine.imageTag ?? 'orchestration-test';
  if (machine.imageTag === undefined) {
    for (const { name, seconds, megabytes } of await step('images', () => buildImages(machine, tag, log))) {
      say(`airstar/${name}: ${megabytes} MB, ${seconds.toFixed(1)} s`);
    }
  }
  const venv = await step('Airflow as its lock has it', () => installAirflow({ variables: machineVariables, log }));
  if (machine.imageTag === undefined) {
    await step('tests of the DAGs and the operator', () => testAirflow(venv, { variables: machineVariables, log }));
  }
  const stack = await step('services', () => startStack({ directory, tag, machineVariables, onProgress: say }));
  ends.push(stack.stop);
  const server = await step('Airflow', () =>
    startAirflow({
      venv,
      directory: join(directory, 'airflow'),
      databaseUrl: stack.airflowDatabaseUrl,
      variables: {
        ...machineVariables,
        ...stack.variables,
        AIRSTAR_IMAGE_TAG: tag,
        // The services listen on loopback alone.
        AIRSTAR_NETWORK: 'host',
        AIRSTAR_LEDGER_VOLUME: 'airstar-orchestration-test',
        AIRSTAR_LOOKBACK_HOURS: '0',
        AIRSTAR_RETRY_SECONDS: '2',
        // What is read here is of 2025.
        AIRSTAR_FRESHNESS_HOURS: '100000',
      },
    }),
  );
  ends.push(server.stop);
  say(`${server.url}, user admin, password ${server.password}: healthy after ${server.secondsToHealthy.toFixed(0)} s`);
  const airflow = await AirflowClient.logIn(server);
  await airflow.unpause(['openaq_etl', 'openaq_backfill', 'openaq_maintenance']);
  const importErrors = await airflow.importErrors();
  if (importErrors.length > 0) throw new OrchestrationError(importErrors.join('\n'));
  const accounting: object[] = [];
  const scene = { airflow, stack, steps: { step, say }, machineVariables, accounting };
  for (const [title, scenario] of Object.entries(scenarios)) {
    await step(title, () => scenario(scene, directory));
  }
  process.stdout.write(accounting.map((stage) => `${JSON.stringify(stage)}\n`).join(''));
}
