import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const folder = fileURLToPath(new URL('..', import.meta.url));

/** A file of this folder, as it is committed. */
export const read = (path: string): string => readFileSync(new URL(path, `file://${folder}`), 'utf8');

export const committed = (pattern: string): string[] => globSync(pattern, { cwd: folder });

export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

interface Query {
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

export const boards = committed('dashboards/**/*.json').map((path) => JSON.parse(read(path)) as Board);

export const panels = boards.flatMap((board) => board.panels.map((panel) => ({ board, panel })));

export interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly annotations: { readonly runbook: string };
  readonly data: readonly {
    readonly refId: string;
    readonly datasourceUid: string;
    readonly relativeTimeRange: { readonly from: number };
    readonly model: Query & { readonly expression?: string };
  }[];
}

/** As Grafana has them once it has put its environment into the file. */
export const rules = (
  parse(read('provisioning/alerting/airstar.yaml').replaceAll('$$', '$')) as {
    groups: readonly { rules: readonly Rule[] }[];
  }
).groups.flatMap((group) => group.rules);

export const dataSources = (
  parse(read('provisioning/datasources/airstar.yaml')) as { datasources: readonly DataSource[] }
).datasources;
