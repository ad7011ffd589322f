import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../env.ts';
import { OrchestrationError } from '../errors.ts';
import { checkout } from '../places.ts';
import { run } from '../program.ts';

/** What the DAGs start, and where its Dockerfile lies. */
const images = {
  extractor: 'apps/extractor/Dockerfile',
  ingestor: 'apps/ingestor/Dockerfile',
  loader: 'apps/loader/Dockerfile',
  spark: 'spark/Dockerfile',
} as const;

export type ImageName = keyof typeof images;

export interface BuiltImage {
  readonly name: ImageName;
  readonly seconds: number;
  readonly megabytes: number;
}

/** Builds our images from this checkout, one after the other: the first fills the caches of the others. */
export async function buildImages(machine: Machine, tag: string, log: string): Promise<BuiltImage[]> {
  if (machine.makeBaseImages !== undefined)
    await run(machine.makeBaseImages, [], { variables: machine.variables, log });
  const built: BuiltImage[] = [];
  for (const name of Object.keys(images) as ImageName[]) built.push(await build(name));
  return built;

  async function build(name: ImageName): Promise<BuiltImage> {
    const file = join(checkout, images[name]);
    if (!existsSync(file)) throw new OrchestrationError(`${images[name]} is missing: airstar/${name} cannot be built.`);
    const startedAt = performance.now();
    const image = `airstar/${name}:${tag}`;
    const variables = { ...machine.variables, DOCKER_BUILDKIT: '1' };
    await run('docker', ['build', '--file', file, '--tag', image, '.'], { cwd: checkout, variables, log });
    const size = await run('docker', ['image', 'inspect', '--format', '{{.Size}}', image], { variables });
    return { name, seconds: (performance.now() - startedAt) / 1000, megabytes: Math.round(Number(size) / 1e6) };
  }
}
