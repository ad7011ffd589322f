import { join } from 'node:path';
import { checkout } from '../places.ts';
import { run, type ProgramOptions } from '../program.ts';

/** Loads the DAGs and runs the operator against Docker, without Airflow's processes. */
export async function testAirflow(venv: string, { variables, ...options }: ProgramOptions): Promise<void> {
  const needsDocker = { ...variables, AIRSTAR_REQUIRE_DOCKER: '1' };
  const inFolder = { ...options, variables: needsDocker, cwd: join(checkout, 'airflow') };
  await run(join(venv, 'bin', 'ruff'), ['check'], inFolder);
  await run(join(venv, 'bin', 'ruff'), ['format', '--check'], inFolder);
  await run(join(venv, 'bin', 'pytest'), ['-q'], inFolder);
}

/** The virtual environment with Airflow as its lock has it. */
export async function installAirflow(options: ProgramOptions): Promise<string> {
  return (await run(join(checkout, 'airflow', 'install'), [], options)).trim();
}
