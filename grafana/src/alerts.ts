import { prometheus, star } from './data-sources.ts';
import { differing, readingAge, rejectedInRange, requestsInRange, requestsPerHour } from './queries/pipeline.ts';

const hour = 3600;

/** One of the inputs of a rule, by its letter. */
interface Input {
  readonly refId: string;
  readonly seconds: number;
  readonly datasourceUid: string;
  readonly model: Readonly<Record<string, unknown>>;
}

interface Alert {
  /** Anchor of the section of docs/operations.md, too. */
  readonly uid: string;
  readonly title: string;
  readonly summary: string;
  readonly inputs: readonly Input[];
  /** What is compared: one of the inputs, or an expression over them. */
  readonly compared: string;
  readonly above: number;
  /** How long it has to last. */
  readonly for: string;
}

const sql = (refId: string, seconds: number, rawSql: string): Input => ({
  refId,
  seconds,
  datasourceUid: 'star',
  model: { datasource: star, format: 'table', rawQuery: true, editorMode: 'code', rawSql },
});

const promQl = (refId: string, seconds: number, expr: string): Input => ({
  refId,
  seconds,
  datasourceUid: 'prometheus',
  model: { datasource: prometheus, expr, instant: true, range: false },
});

const hoursWithoutData = 6;

const alerts: readonly Alert[] = [
  {
    uid: 'no-fresh-data',
    title: 'No fresh data',
    summary: `The newest reading of all stations is more than ${hoursWithoutData} hours old.`,
    inputs: [sql('A', 7 * 24 * hour, readingAge)],
    compared: '$A',
    above: hoursWithoutData,
    for: '30m',
  },
  {
    uid: 'reconciliation-differs',
    title: 'Reconciliation differs',
    summary: 'Stages of a batch of the last day counted differently, or a batch was staged and never published.',
    inputs: [sql('A', 24 * hour, differing)],
    compared: '$A',
    above: 0,
    for: '0s',
  },
  {
    uid: 'dead-letters-growing',
    title: 'Dead letters growing',
    summary: 'Records of the last hour did not fit and went to the dead letters.',
    inputs: [
      // A counter is born with its first dead letter, which is no increase to Prometheus; the accounting has that one.
      promQl('A', hour, 'sum(increase(airstar_ingestor_dead_letters_total[1h])) or vector(0)'),
      sql('B', hour, rejectedInRange),
    ],
    compared: '$A + $B',
    above: 0,
    for: '0s',
  },
  {
    uid: 'budget-nearly-spent',
    title: 'Budget nearly spent',
    summary: 'More than 80 % of the requests that OpenAQ grants in an hour were used in the last one.',
    inputs: [sql('A', hour, requestsInRange)],
    compared: '$A',
    above: 0.8 * requestsPerHour,
    for: '0s',
  },
];

const expression = (refId: string, model: object) => ({
  refId,
  datasourceUid: '__expr__',
  relativeTimeRange: { from: 0, to: 0 },
  model: { refId, datasource: { type: '__expr__', uid: '__expr__' }, ...model },
});

function rule({ uid, title, summary, inputs, compared, above, for: lasting }: Alert) {
  return {
    uid,
    title,
    condition: 'Z',
    for: lasting,
    noDataState: 'NoData',
    execErrState: 'Error',
    isPaused: false,
    labels: { project: 'airstar' },
    annotations: { summary, runbook: `docs/operations.md#${uid}` },
    data: [
      ...inputs.map(({ refId, seconds, datasourceUid, model }) => ({
        refId,
        datasourceUid,
        relativeTimeRange: { from: seconds, to: 0 },
        model: { refId, ...model },
      })),
      expression('Y', { type: 'math', expression: compared }),
      expression('Z', {
        type: 'threshold',
        expression: 'Y',
        conditions: [{ evaluator: { type: 'gt', params: [above] } }],
      }),
    ],
  };
}

/** The rules as Grafana is provisioned with them; see {@link escaped}. */
export const alertFile = () => ({
  apiVersion: 1,
  groups: [{ orgId: 1, name: 'airstar', folder: 'Alerts', interval: '5m', rules: alerts.map(rule) }],
});

/** Grafana takes `$x` in a provisioned file for a variable of its environment, and `$$` for a dollar; not so in a board. */
export function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, escaped(one)]));
}
