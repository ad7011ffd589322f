import { GraphDrawStyle, StackingConfigBuilder, StackingMode } from '@grafana/grafana-foundation-sdk/common';
import { DurationSeconds, Seconds } from '@grafana/grafana-foundation-sdk/units';
import { board, row } from '../board.ts';
import { airflow, promQl } from '../data-sources.ts';
import { colours, ofState, plain, rising } from '../palette.ts';
import { dashed, decimals, figures, filledByWord, fixedColour, metric, series, table, unit } from '../panels.ts';
import * as dags from '../queries/airflow.ts';
import * as pipeline from '../queries/pipeline.ts';

const hour = 3600;
const stacked = () => new StackingConfigBuilder().mode(StackingMode.Normal);

const atAGlance = row(
  4,
  [
    figures('Since a batch was published', pipeline.sincePublished, {
      Age: { unit: DurationSeconds, steps: rising(2 * hour, 6 * hour) },
    }),
    6,
  ],
  [
    figures('Batches whose counts differ', pipeline.differing, {
      Batches: { unit: 'none', steps: rising(1) },
    }).description(
      'What one stage handed on is not what the next took in; or a batch was staged an hour ago and never published.',
    ),
    6,
  ],
  [figures('Records rejected', pipeline.rejectedInRange, { rejected: { unit: 'none', steps: rising(1, 100) } }), 6],
  [figures('Requests to OpenAQ', pipeline.requestsInRange, { requests: { unit: 'none', steps: plain } }), 6],
);

const stages = row(
  8,
  [
    table('What did each stage do?', pipeline.accounting)
      .description('Of the batches that were published in the range.')
      .overrideByName('Duration', [unit(Seconds), decimals(1)]),
    14,
  ],
  [
    series('Batches by hour', pipeline.runs, 'none')
      .description(
        'openaq_etl runs every hour. An hour without a batch is a run that failed or found nothing to read: the runs by hour tell which.',
      )
      .drawStyle(GraphDrawStyle.Bars)
      .fillOpacity(90)
      .decimals(0)
      .stacking(stacked())
      .overrideByName('Published', [fixedColour(colours.calm)])
      .overrideByName('Not published', [fixedColour(colours.alarm)]),
    10,
  ],
);

const byState = filledByWord(ofState);

const runs = row(
  8,
  [
    table('What is the state of each DAG?', dags.states, airflow)
      .description('Its last run, in the range or not. Nothing of a paused DAG begins.')
      .overrideByName('Paused', filledByWord({ yes: colours.notice }))
      .overrideByName('State', byState)
      .overrideByName('Duration', [unit(Seconds), decimals(0)]),
    14,
  ],
  [
    series('Runs by hour', dags.runs, 'none', airflow)
      .description('Of all DAGs, by the hour in which they began. A run that found nothing to read is a success.')
      .drawStyle(GraphDrawStyle.Bars)
      .fillOpacity(90)
      .decimals(0)
      .stacking(stacked())
      .overrideByName('success', [fixedColour(ofState.success)])
      .overrideByName('failed', [fixedColour(ofState.failed)])
      .overrideByName('running', [fixedColour(ofState.running)])
      .overrideByName('queued', [fixedColour(ofState.queued)]),
    10,
  ],
);

const tasks = row(8, [
  table('Tasks that failed or were tried again', dags.troubledTasks, airflow)
    .description('Newest first. The log of each try is in Airflow; what its note says to do is there too.')
    .overrideByName('State', byState),
  24,
]);

const batches = row(10, [
  table('Batches', pipeline.batches)
    .description('Newest first. A batch whose counts disagree is not published; nothing of it is in the star schema.')
    .overrideByName('Duration', [unit(Seconds), decimals(1)]),
  24,
]);

const budget = row(
  8,
  [
    series('Request budget', pipeline.requests, 'none')
      .description(
        'Booked when a batch is published. Granted: what OpenAQ gives a key in an hour, if it has not given it more.',
      )
      .overrideByName('In the hour before', [fixedColour(colours.calm)])
      .overrideByName('Granted', dashed(colours.limit)),
    12,
  ],
  [
    series('How long does a batch take?', pipeline.durations, Seconds)
      .drawStyle(GraphDrawStyle.Bars)
      .fillOpacity(90)
      .stacking(stacked()),
    12,
  ],
);

const ingestor = row(
  8,
  [metric('Messages waiting in Kafka', promQl('sum by (topic) (airstar_ingestor_lag)', '{{topic}}'), 'none'), 8],
  [
    metric(
      'Dead letters by reason',
      promQl('sum by (reason) (increase(airstar_ingestor_dead_letters_total[$__rate_interval]))', '{{reason}}'),
      'none',
    ).description('Of the ingestors. What the extractor refuses is in the accounting, as rejected.'),
    8,
  ],
  [
    metric(
      'Writing a batch to MongoDB, 95 of 100 within',
      promQl(
        'histogram_quantile(0.95, sum by (le) (rate(airstar_ingestor_write_seconds_bucket[$__rate_interval])))',
        'p95',
      ),
      Seconds,
    ),
    8,
  ],
);

/** Whether the figures can be trusted, and what holds them up. */
export const pipelineBoard = board({
  uid: 'pipeline',
  title: 'Pipeline',
  description: 'From OpenAQ to the star schema: what arrived, what was refused, what waits, and what it cost.',
  variables: [],
  from: 'now-24h',
  rows: [atAGlance, stages, runs, tasks, batches, budget, ingestor],
});
