import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Tool, Toolbox } from '../tools.ts';

export interface BuildContext {
  /** Where to put the result. It does not exist yet; its parent does. */
  readonly target: string;
  readonly tools: Toolbox;
  readonly variables: NodeJS.ProcessEnv;
  readonly report: (line: string) => void;
}

/** Something that is resolved or built once per machine. */
export interface Artefact {
  readonly name: string;
  /** What it is made from: other content, another artefact. */
  readonly sources: readonly string[];
  /** Programs that the build needs. */
  readonly tools: readonly Tool[];
  build(context: BuildContext): Promise<void>;
}

/** `name-` and a hash of the content of its sources, and of the platform: binaries are not portable. */
export function artefactKey({ name, sources }: Pick<Artefact, 'name' | 'sources'>): string {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const file of sources) hash.update(`\0${basename(file)}\0`).update(readFileSync(file));
  return `${name}-${hash.digest('hex').slice(0, 16)}`;
}
