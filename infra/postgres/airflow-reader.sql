-- What Grafana may read of Airflow: how runs and tasks went, and nothing that they were given. Airflow's own tables have to
-- be there. Doing it again changes nothing.
BEGIN;
REVOKE CONNECT ON DATABASE airflow FROM PUBLIC;
GRANT CONNECT ON DATABASE airflow TO airflow_reader;

GRANT SELECT (dag_id, is_paused, is_stale) ON dag TO airflow_reader;
GRANT SELECT (dag_id, run_id, state, queued_at, start_date, end_date) ON dag_run TO airflow_reader;
GRANT SELECT (dag_id, run_id, task_id, map_index, try_number, state, queued_dttm, start_date, end_date)
  ON task_instance TO airflow_reader;
COMMIT;
