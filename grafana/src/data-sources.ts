import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';

/** Data sources by the uids that provisioning/datasources gives them. */
export const star: DataSourceRef = { type: 'grafana-postgresql-datasource', uid: 'star' };
export const airflow: DataSourceRef = { type: 'grafana-postgresql-datasource', uid: 'airflow' };
export const prometheus: DataSourceRef = { type: 'prometheus', uid: 'prometheus' };

/** What a panel or an alert asks PostgreSQL; the SDK has no builder for it. */
export class SqlQuery {
  readonly #model;

  /** @param format `time_series` where the panel needs a time axis. */
  constructor(rawSql: string, format: 'table' | 'time_series' = 'table', datasource = star) {
    this.#model = { refId: 'A', datasource, format, rawQuery: true, editorMode: 'code', rawSql };
  }

  build() {
    // The SDK marks queries by a function, which JSON leaves out.
    return { ...this.#model, _implementsDataqueryVariant: () => undefined };
  }
}

/** A query of Prometheus over the range of the board. */
export const promQl = (expr: string, legend: string): DataqueryBuilder =>
  new DataqueryBuilder().datasource(prometheus).expr(expr).legendFormat(legend).range().refId('A');
