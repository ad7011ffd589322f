/** Requests that OpenAQ grants a key in an hour; an account may have more. */
export const requestsPerHour = 2000;

const inRange = '$__timeFilter(recorded_at)';

/** What each stage did in the range. */
export const accounting = `select stage as "Stage", count(*) as "Batches", sum(read) as "Read", sum(produced) as "Handed on",
  sum(rejected) as "Rejected", sum(duplicate) as "Known already", sum(inserted) as "New", sum(updated) as "Changed",
  sum(unchanged) as "Unchanged", sum(flagged) as "Flagged", sum(seconds) as "Duration"
from star.fact_pipeline_run
where ${inRange}
group by stage
order by array_position(array['extract', 'ingest', 'transform', 'load'], stage)`;

const stages = ['extract', 'ingest', 'transform', 'load'];
const count = (stage: string, column: string): string =>
  `max(${column}) filter (where stage = '${stage}') as ${stage}_${column}`;

// The seams that the loader compares before it publishes, and the one behind it. A stage that was not recorded is null,
// and a comparison with it is no difference.
const batchRows = `with stage as (
  select batch_id, sum(seconds) as seconds, sum(requests) as requests,
    ${stages.flatMap((stage) => ['read', 'produced'].map((column) => count(stage, column))).join(',\n    ')},
    ${count('ingest', 'inserted')}, ${count('load', 'inserted')}, ${count('load', 'updated')},
    ${count('transform', 'rejected')}, ${count('transform', 'duplicate')}
  from star.fact_pipeline_run
  group by batch_id
), batch as (
  select staged.*, extract_produced, load_inserted, load_updated, requests, seconds, concat_ws(', ',
    case when extract_produced <> ingest_read then 'extract and ingest' end,
    case when transform_read < ingest_inserted then 'ingest and transform' end,
    case when transform_read <> transform_produced + transform_rejected + transform_duplicate then 'within transform' end,
    case when transform_produced <> load_read then 'transform and load' end,
    case when published_at is null and staged_at < now() - interval '1 hour' then 'staged, never published' end
  ) as difference
  from star.staged_batch as staged left join stage using (batch_id)
  where $__timeFilter(staged.staged_at)
)`;

export const batches = `${batchRows}
select staged_at as "Staged", published_at as "Published", window_from as "From", window_to as "To",
  extract_produced as "Read", load_inserted as "New", load_updated as "Changed", requests as "Requests", seconds as "Duration",
  coalesce(nullif(difference, ''), 'agree') as "Counts", batch_id as "Batch"
from batch
order by staged_at desc
limit 100`;

/** Batches whose counts differ, or that were refused. */
export const differing = `${batchRows}
select count(*) filter (where difference <> '') as "Batches" from batch`;

/** Each hour that the range touches. */
export const hoursOfRange = `generate_series(
  date_trunc('hour', $__timeFrom()::timestamptz), $__timeTo()::timestamptz, interval '1 hour'
) as hour`;

/** An hour without a batch is a run that failed, or that had nothing to read. */
export const runs = `select hour as time, count(published_at) as "Published",
  count(batch_id) filter (where published_at is null) as "Not published"
from ${hoursOfRange}
left join star.staged_batch on staged_at >= hour and staged_at < hour + interval '1 hour'
group by 1
order by 1`;

export const sincePublished = `select extract(epoch from now() - max(published_at)) as "Age" from star.staged_batch`;

export const durations = `select recorded_at as time, stage as metric, sum(seconds) as value
from star.fact_pipeline_run
where ${inRange}
group by 1, 2
order by 1`;

/** Booked when a batch is published, some minutes after its requests. */
export const requests = `with spent as (
  select recorded_at, sum(requests) over (
    order by recorded_at range between interval '1 hour' preceding and current row
  ) as requests
  from star.fact_pipeline_run
  where stage = 'extract' and recorded_at >= $__timeFrom()::timestamptz - interval '1 hour' and recorded_at <= $__timeTo()
)
select recorded_at as time, max(requests) as "In the hour before", ${requestsPerHour} as "Granted"
from spent
where ${inRange}
group by 1
order by 1`;

const sumOf = (column: string): string =>
  `select coalesce(sum(${column}), 0) as ${column} from star.fact_pipeline_run where ${inRange}`;

/** For the range: a board of an hour, or an alert. */
export const requestsInRange = sumOf('requests');
export const rejectedInRange = sumOf('rejected');

/** Hours since the newest reading; as many as the range has, where there is none in it. */
export const readingAge = `select extract(epoch from $__timeTo()::timestamptz - coalesce(max(period_end_utc), $__timeFrom())) / 3600 as hours
from star.fact_measurement
where $__timeFilter(period_end_utc)`;
