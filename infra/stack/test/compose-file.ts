import { parse } from 'yaml';
import { read } from './repository.ts';

/** A service as the file has it, anchors merged, variables not replaced. */
export interface Service {
  readonly image?: string;
  readonly build?: string | { readonly context: string; readonly dockerfile: string };
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string | number>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly restart?: string;
  readonly mem_limit?: string;
  readonly scale?: number;
  readonly logging?: unknown;
  readonly security_opt?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
}

export interface ComposeFile {
  /** Null where an override takes one away. */
  readonly services: Readonly<Record<string, Service | null>>;
  readonly networks?: Readonly<Record<string, { readonly name?: string }>>;
  readonly volumes?: Readonly<Record<string, { readonly name?: string } | null>>;
}

const tags = ['!reset', '!override'].flatMap((tag) => [
  { tag, resolve: (text: string) => (text === 'null' ? null : text) },
  { tag, collection: 'map' as const },
  { tag, collection: 'seq' as const },
]);

export const base = 'infra/compose.yaml';
export const overrides = ['infra/compose.kraft.yaml', 'infra/compose.scale.yaml', 'infra/compose.dev.yaml'];

export const composeFile = (path: string): ComposeFile =>
  parse(read(path), { merge: true, customTags: tags }) as ComposeFile;

/** `[name, service]` of a file, for `it.each`. */
export function servicesOf(path: string): [string, Service][] {
  return Object.entries(composeFile(path).services).flatMap(([name, service]) => (service ? [[name, service]] : []));
}

const units: Readonly<Record<string, number>> = { m: 1, g: 1024 };

/** Mebibytes of a limit such as `512m`. */
export function mebibytes(limit: string | undefined): number {
  const [, number, unit = ''] = /^(\d+)([mg])$/.exec(limit ?? '') ?? [];
  return Number(number) * (units[unit] ?? NaN);
}

/** A task of Airflow runs as a job: it ends. */
export const isJob = ({ restart }: Service): boolean => restart?.startsWith('on-failure') ?? false;

/** The Dockerfile that a service is built from, by its path in the repository. */
export function dockerfileOf({ build }: Service): string | undefined {
  return typeof build === 'string' ? `${build.replace('../', '')}/Dockerfile` : build?.dockerfile;
}
