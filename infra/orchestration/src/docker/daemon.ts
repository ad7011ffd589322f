import type { Machine } from '../env.ts';
import { OrchestrationError } from '../errors.ts';
import { run } from '../program.ts';

/**
 * Makes sure that a Docker daemon answers, and says its version.
 *
 * @throws {OrchestrationError} where none does, and none can be started.
 */
export async function ensureDaemon({ startDocker, variables }: Machine): Promise<string> {
  const version = () => run('docker', ['version', '--format', '{{.Server.Version}}'], { variables });
  try {
    return (await version()).trim();
  } catch (cause) {
    if (startDocker === undefined) {
      const remedy = 'Start it, or let AIRSTAR_START_DOCKER name a program that does.';
      throw new OrchestrationError(`No Docker daemon answers. ${remedy}`, { cause });
    }
  }
  await run(startDocker, [], { variables });
  return (await version()).trim();
}
