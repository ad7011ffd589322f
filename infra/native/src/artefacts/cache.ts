import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import type { Machine } from '../env.ts';
import type { Toolbox } from '../tools.ts';
import { artefactKey, type Artefact } from './artefact.ts';

export const cachedPath = (machine: Machine, artefact: Artefact): string => join(machine.cache, artefactKey(artefact));

export const isCached = (machine: Machine, artefact: Artefact): boolean => existsSync(cachedPath(machine, artefact));

/**
 * Path of the artefact, built when this machine has not got it yet. Who comes second waits for the first; a build that
 * was killed leaves nothing that could be taken for an artefact.
 */
export async function ensureArtefact(
  artefact: Artefact,
  context: { machine: Machine; tools: Toolbox; report: (line: string) => void },
): Promise<string> {
  const path = cachedPath(context.machine, artefact);
  if (existsSync(path)) return path;
  mkdirSync(context.machine.cache, { recursive: true });
  // A build takes minutes on a slow machine; its lock goes stale 20 s after its holder was killed.
  const release = await lock(path, {
    realpath: false,
    stale: 20_000,
    retries: { retries: 1200, factor: 1, minTimeout: 500, maxTimeout: 500 },
  });
  try {
    if (!existsSync(path)) await buildInto(path, artefact, context);
  } finally {
    await release();
  }
  return path;
}

async function buildInto(
  path: string,
  artefact: Artefact,
  { machine, tools, report }: { machine: Machine; tools: Toolbox; report: (line: string) => void },
): Promise<void> {
  const target = `${path}.unfinished`;
  rmSync(target, { recursive: true, force: true });
  try {
    await artefact.build({ target, tools, variables: machine.variables, report });
    renameSync(target, path);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}
