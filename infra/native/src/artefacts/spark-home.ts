import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../places.ts';
import { NativeServicesError } from '../errors.ts';
import { runBuildProgram } from './build-program.ts';

const project = join(checkout, 'spark');

/** SPARK_HOME inside the Python project `spark/`, undefined as long as that is not installed. */
export function findSparkHome(root = project): string | undefined {
  const libraries = join(root, '.venv', 'lib');
  if (!existsSync(libraries)) return undefined;
  return readdirSync(libraries)
    .map((python) => join(libraries, python, 'site-packages', 'pyspark'))
    .find((home) => existsSync(join(home, 'bin', 'spark-class')));
}

/** SPARK_HOME, installed by `spark/install` where it is not. */
export async function ensureSparkHome(variables: NodeJS.ProcessEnv, report: (line: string) => void): Promise<string> {
  const found = findSparkHome();
  if (found !== undefined) return found;
  report('installing Spark with pip (once per checkout, about 500 MB)');
  await runBuildProgram('Installing Spark', join(project, 'install'), [], { cwd: project, variables });
  const home = findSparkHome();
  if (home !== undefined) return home;
  throw new NativeServicesError(
    'build',
    `${project} has no pyspark after its install script: see requirements.lock there.`,
  );
}
