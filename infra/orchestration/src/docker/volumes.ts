import { run } from '../program.ts';

/** Removes a volume that Docker has made for a container, if it has. */
export async function removeVolume(name: string, variables: Readonly<Record<string, string>>): Promise<void> {
  await run('docker', ['volume', 'rm', '--force', name], { variables });
}
