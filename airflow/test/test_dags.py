import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pendulum
import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import DAG
from airflow.serialization.serialized_objects import DagSerialization

from airstar_airflow.container import ContainerOperator

ROOT = Path(__file__).parent.parent
SECRETS = {
    "OPENAQ_API_KEY": "secret-key",
    "MONGODB_URI": "mongodb://secret-mongo",
    "DATABASE_URL": "postgresql://secret-postgres",
    "KAFKA_SASL_PASSWORD": "secret-kafka",
}
BATCH_STAGES = ["batch.extract", "batch.ingest", "batch.transform", "batch.load", "batch.verify"]


def load(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]) -> DagBag:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return DagBag(ROOT / "dags")


@pytest.fixture
def bag(monkeypatch: pytest.MonkeyPatch) -> DagBag:
    return load(monkeypatch, SECRETS)


@pytest.fixture
def dags(bag: DagBag) -> Iterator[DAG]:
    return bag.dags.values()


def test_every_file_is_imported(bag: DagBag) -> None:
    assert bag.import_errors == {}
    assert set(bag.dags) == {"openaq_etl", "openaq_backfill", "openaq_maintenance"}


def test_each_dag_and_each_task_says_what_to_do_when_it_fails(dags: list[DAG]) -> None:
    for dag in dags:
        assert len(dag.doc_md) > 100
        for task in dag.tasks:
            assert len(task.doc_md) > 80, task.task_id


def test_each_task_ends_in_time_and_waits_in_a_pool_that_exists(dags: list[DAG]) -> None:
    pools = {"default_pool", *json.loads((ROOT / "pools.json").read_text())}
    for task in (task for dag in dags for task in dag.tasks):
        assert timedelta() < task.execution_timeout <= timedelta(hours=12), task.task_id
        assert task.pool in pools, task.task_id


def test_what_reads_openaq_shares_one_slot(dags: list[DAG]) -> None:
    pools = json.loads((ROOT / "pools.json").read_text())
    readers = [task for dag in dags for task in dag.tasks if "/extractor:" in getattr(task, "image", "")]
    assert len(readers) == 4
    assert {task.pool for task in readers} == {"openaq_requests"}
    assert pools["openaq_requests"]["slots"] == 1


def test_containers_are_tried_again_with_growing_pauses_and_python_is_not(dags: list[DAG]) -> None:
    for task in (task for dag in dags for task in dag.tasks):
        if isinstance(task, ContainerOperator):
            assert task.retries == 3, task.task_id
            assert task.retry_exponential_backoff == 2.0
            assert task.max_retry_delay == timedelta(minutes=15)
        else:
            assert task.retries == 0, task.task_id


def test_a_spent_budget_fails_the_plan_and_not_what_is_at_work(bag: DagBag) -> None:
    for dag_id in ("openaq_etl", "openaq_backfill"):
        tasks = bag.dags[dag_id].task_dict
        assert tasks["plan"].command[:3] == ["plan", "--max-wait", "2"]
        assert "--max-wait" not in tasks["batch.extract"].command
        for task_id in ("plan", "batch.extract"):
            assert "before the time" in tasks[task_id].doc_md.replace("\n", " ").replace("  ", " ")


def test_each_container_has_the_defaults_of_the_house(dags: list[DAG]) -> None:
    for task in (task for dag in dags for task in dag.tasks if isinstance(task, ContainerOperator)):
        assert not task.mount_tmp_dir
        assert task.auto_remove == "success"
        assert task.network_mode == "airstar"
        assert task.mem_limit.endswith("m")
        assert task.skip_on_exit_code == [99]
        assert task.on_failure_callback
        assert not task.image.endswith(":latest")
        assert ":" in task.image


def test_no_secret_is_in_what_airflow_stores_and_shows(dags: list[DAG]) -> None:
    for dag in dags:
        stored = json.dumps(DagSerialization.to_dict(dag), default=str)
        assert "KAFKA" in stored or dag.dag_id == "openaq_maintenance" or "OPENAQ_LEDGER_FILE" in stored
        for name, secret in SECRETS.items():
            assert secret not in stored, f"{name} in {dag.dag_id}"


@pytest.mark.parametrize("dag_id", ["openaq_etl", "openaq_backfill"])
def test_a_batch_goes_through_all_stages_in_order(bag: DagBag, dag_id: str) -> None:
    dag = bag.dags[dag_id]
    for before, after in pairwise(BATCH_STAGES):
        assert after in dag.task_dict[before].downstream_task_ids
    assert dag.task_dict["cut"].upstream_task_ids == {"select", "plan"}
    assert {task_id for task_id, task in dag.task_dict.items() if task.get_closest_mapped_task_group()} == set(
        BATCH_STAGES
    )


def test_the_later_stages_are_given_what_the_earlier_ones_said(bag: DagBag) -> None:
    tasks = bag.dags["openaq_etl"].task_dict
    said = {
        stage: [part.operator.task_id for part in tasks[f"batch.{stage}"].command if hasattr(part, "operator")]
        for stage in ("ingest", "transform", "load")
    }
    assert said == {
        "ingest": ["batch.extract"],
        "transform": ["batch.extract"],
        "load": ["batch.extract", "batch.ingest", "batch.transform"],
    }


def test_each_asset_is_made_before_it_is_read(bag: DagBag) -> None:
    tasks = [bag.dags["openaq_etl"].task_dict[stage] for stage in BATCH_STAGES]
    for before, after in pairwise(tasks):
        assert [asset.name for asset in before.outlets] == [asset.name for asset in after.inlets]


def test_the_intervals_of_the_schedule_are_an_hour_wide(bag: DagBag) -> None:
    timetable = DagSerialization.from_dict(DagSerialization.to_dict(bag.dags["openaq_etl"])).timetable
    now = pendulum.datetime(2025, 9, 20, 9, 17, tz="UTC")
    interval = timetable.infer_manual_data_interval(run_after=now)
    assert interval.end - interval.start == timedelta(hours=1)
    assert interval.end <= now


def test_no_run_lies_before_the_start_and_nothing_is_caught_up(dags: list[DAG]) -> None:
    for dag in dags:
        assert dag.start_date.year <= 2016, "OpenAQ's first readings are of 2016"
        assert not dag.catchup
        assert dag.max_active_runs == 1


def test_the_documentation_says_that_the_simulator_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAQ_API_KEY", raising=False)
    bag = load(monkeypatch, {})
    assert "the simulator at http://openaq-simulator:8080" in bag.dags["openaq_etl"].doc_md
    assert "not real" in bag.dags["openaq_backfill"].doc_md


def test_the_documentation_says_that_openaq_is_read(bag: DagBag) -> None:
    assert "**Source:** OpenAQ." in bag.dags["openaq_etl"].doc_md


def test_a_setting_that_does_not_fit_is_an_import_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    bag = load(monkeypatch, {"AIRSTAR_TASK_RETRIES": "many"})
    assert len(bag.import_errors) == 3
    assert all("AIRSTAR_TASK_RETRIES is not a whole number" in text for text in bag.import_errors.values())


def test_pools_are_as_airflow_imports_them() -> None:
    for pool in json.loads((ROOT / "pools.json").read_text()).values():
        assert set(pool) == {"slots", "description", "include_deferred"}
