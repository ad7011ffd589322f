import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const submit = fileURLToPath(new URL('../../../../spark/submit', import.meta.url));

/** What a run of `spark/submit` came to. */
export interface SparkRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the Spark job as people do. The environment is this process's, with `variables` on top. */
export async function runSparkJob(
  options: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<SparkRun> {
  // A job of a minute gains nothing from the second compiler, which takes half of its time.
  const SPARK_SUBMIT_OPTIONS = '--driver-java-options -XX:TieredStopAtLevel=1';
  // eslint-disable-next-line no-restricted-properties -- a child needs its PATH and HOME
  const env = { ...process.env, SPARK_MASTER_URL: 'local[2]', SPARK_SUBMIT_OPTIONS, ...variables };
  const child = spawn(submit, options, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}
