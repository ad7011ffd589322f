import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { NativeServicesError } from '../errors.ts';

const execute = promisify(execFile);

/**
 * Runs a program of a build to its end and gives its standard output.
 *
 * @throws {NativeServicesError} `build`, with the end of what it printed.
 */
export async function runBuildProgram(
  what: string,
  program: string,
  args: readonly string[],
  options: { cwd?: string; variables: NodeJS.ProcessEnv },
): Promise<string> {
  try {
    const settings = { cwd: options.cwd, env: options.variables, maxBuffer: 1 << 26 };
    return (await execute(program, args, settings)).stdout;
  } catch (cause) {
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    const output = `${stdout}\n${stderr}`.trim().split('\n').slice(-20).join('\n');
    throw new NativeServicesError(
      'build',
      `${what} failed. Check the network and the proxy settings of ${program}, and run again. It said:\n${output}`,
      { cause },
    );
  }
}
