import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Artefact } from './artefacts/artefact.ts';
import { cachedPath, ensureArtefact, isCached } from './artefacts/cache.ts';
import { ensureSparkHome, findSparkHome } from './artefacts/spark-home.ts';
import type { Machine } from './env.ts';
import { writeAtomically } from './files.ts';
import { places } from './places.ts';
import { rememberedPorts, requireFree, type Ports } from './ports.ts';
import { runningRecord } from './records.ts';
import type { ServiceDefinition, Site } from './services/definition.ts';
import { findTools, requireTools, type Tool, type Toolbox } from './tools.ts';

/** Where services run, and with what. */
export interface Workshop {
  readonly directory: string;
  readonly machine: Machine;
  readonly tools: Toolbox;
  readonly ports: Ports;
  readonly password: string;
  readonly report: (line: string) => void;
}

/**
 * Everything that is needed before the first service starts: programs, free ports, jars and binaries.
 *
 * @throws {NativeServicesError} `requirements` or `port`, before anything is fetched or started; `build`.
 */
export async function openWorkshop(
  { directory, machine, report }: Pick<Workshop, 'directory' | 'machine' | 'report'>,
  definitions: readonly ServiceDefinition[],
): Promise<Workshop> {
  const tools = findTools(machine);
  const absent = definitions.filter(({ name }) => runningRecord(directory, name) === undefined);
  requireTools(tools, neededTools(absent, machine));
  const ports = await rememberedPorts(places(directory).ports);
  const listening = absent.flatMap((definition) => definition.ports);
  await requireFree(ports, listening, places(directory).ports);
  for (const artefact of artefactsOf(absent)) await ensureArtefact(artefact, { machine, tools, report });
  if (absent.some(isSpark)) await ensureSparkHome(machine.variables, report);
  mkdirSync(places(directory).logs, { recursive: true });
  return { directory, machine, tools, ports, password: password(places(directory).password), report };
}

const isSpark = ({ name }: ServiceDefinition): boolean => name.startsWith('spark');

function neededTools(definitions: readonly ServiceDefinition[], machine: Machine): readonly Tool[] {
  const toBuild = artefactsOf(definitions).filter((artefact) => !isCached(machine, artefact));
  const forSpark: readonly Tool[] =
    definitions.some(isSpark) && findSparkHome() === undefined ? ['Python', 'Maven'] : [];
  return [...definitions.flatMap(({ tools }) => tools), ...toBuild.flatMap(({ tools }) => tools), ...forSpark];
}

const artefactsOf = (definitions: readonly ServiceDefinition[]): readonly Artefact[] => [
  ...new Set(definitions.flatMap(({ artefact }) => artefact ?? [])),
];

function password(file: string): string {
  if (!existsSync(file)) writeAtomically(file, randomBytes(18).toString('base64url'));
  return readFileSync(file, 'utf8');
}

/** The place of one service. Makes its folder. */
export function siteOf({ name, artefact }: ServiceDefinition, workshop: Workshop): Site {
  const { data, logs } = places(workshop.directory);
  mkdirSync(join(data, name), { recursive: true });
  return {
    ports: workshop.ports,
    data: join(data, name),
    log: join(logs, `${name}.log`),
    tools: workshop.tools,
    artefact: artefact ? cachedPath(workshop.machine, artefact) : '',
    password: workshop.password,
    variables: workshop.machine.variables,
  };
}
