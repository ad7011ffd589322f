import { hoursOfRange } from './pipeline.ts';

// Only what infra/postgres/airflow-reader.sql grants can be named here. A run that was cleared begins anew, and one that
// waits has not begun.
const begun = 'coalesce(start_date, queued_at)';

/** Each DAG with its last run, whenever that was. */
export const states = `select dag.dag_id as "DAG", case when is_paused then 'yes' else 'no' end as "Paused", state as "State",
  start_date as "Began", extract(epoch from coalesce(end_date, now()) - start_date) as "Duration", run_id as "Run"
from dag left join lateral (
  select run_id, state, start_date, end_date from dag_run
  where dag_run.dag_id = dag.dag_id
  order by ${begun} desc nulls last
  limit 1
) as last on true
where not is_stale
order by 1`;

const runStates = ['success', 'failed', 'running', 'queued'];

export const runs = `select hour as time,
  ${runStates.map((state) => `count(*) filter (where state = '${state}') as "${state}"`).join(',\n  ')}
from ${hoursOfRange}
left join dag_run on ${begun} >= hour and ${begun} < hour + interval '1 hour'
group by 1
order by 1`;

/** A task may fail before it begins. */
export const troubledTasks = `with troubled as (
  select coalesce(start_date, end_date, queued_dttm) as began, dag_id, run_id, task_id, map_index, try_number, state
  from task_instance
  where state in ('failed', 'up_for_retry') or try_number > 1
)
select began as "Began", dag_id as "DAG", run_id as "Run", task_id as "Task", nullif(map_index, -1) as "Map index",
  try_number as "Tries", state as "State"
from troubled
where $__timeFilter(began)
order by began desc
limit 100`;
