import { parse } from 'yaml';
import { committedBoards, read, type DataSource, type Query } from '../src/committed.ts';

export const boards = committedBoards();

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
