import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** A file of this folder, as it is committed. */
export const read = (path: string): string => readFileSync(new URL(path, `file://${folder}`), 'utf8');

/** Paths of the files that a pattern names, in this folder. */
export const committed = (pattern: string): string[] => globSync(pattern, { cwd: folder });

export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

export interface Query {
  readonly refId: string;
  readonly datasource: DataSource;
  readonly format?: string;
  readonly rawSql?: string;
  readonly expr?: string;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly datasource: DataSource;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Query[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly fieldConfig: {
    readonly defaults: { readonly unit?: string; readonly custom?: object };
    readonly overrides: readonly {
      readonly matcher: { readonly id: string; readonly options: string };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
}

interface Variable {
  readonly name: string;
  readonly query: string;
  readonly datasource: DataSource;
  readonly multi?: boolean;
  readonly current?: { readonly value: string };
}

export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly schemaVersion: number;
  readonly panels: readonly Panel[];
  readonly templating: { readonly list?: readonly Variable[] };
  readonly links: readonly { readonly url: string }[];
}

/** The boards as Grafana is provisioned with them. */
export const committedBoards = (): readonly Board[] =>
  committed('dashboards/**/*.json').map((path) => JSON.parse(read(path)) as Board);
