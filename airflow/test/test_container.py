"""The operator against a real Docker daemon."""

import os
import threading
import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import docker
import pytest
from airflow.providers.docker.exceptions import DockerContainerFailedSkipException
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException, AirflowTaskTimeout
from airflow.sdk.execution_time.timeout import TimeoutPosix

from airstar_airflow.container import ContainerOperator
from airstar_airflow.results import ResultError
from airstar_airflow.settings import EXTRACTOR, INGESTOR, LOADER, read_settings

IMAGE = os.environ.get("AIRSTAR_TEST_IMAGE", "node:24.21.0-bookworm-slim")
RESULT = '{"produced": 12, "rejected": 0}'


@pytest.fixture(scope="module")
def client() -> Iterator[docker.DockerClient]:
    try:
        client = docker.from_env(timeout=60)
        client.images.get(IMAGE)
    except docker.errors.DockerException as error:
        if os.environ.get("AIRSTAR_REQUIRE_DOCKER"):
            raise
        pytest.skip(f"no Docker daemon with {IMAGE}: {error}")
    yield client
    client.close()


@pytest.fixture
def context(client: docker.DockerClient) -> Iterator[dict[str, Any]]:
    run = f"test-{uuid4()}"
    instance = SimpleNamespace(dag_id="test", run_id=run, task_id="batch.extract", map_index=0)
    yield {"ti": instance, "outlet_events": {}}
    for container in containers(client, run):
        container.remove(force=True)


def containers(client: docker.DockerClient, run: str) -> list[Any]:
    return client.containers.list(all=True, filters={"label": f"airstar.run={run}"})


def operator(script: str, environment: dict[str, str] | None = None, **options: Any) -> ContainerOperator:
    settings = read_settings({"AIRSTAR_NETWORK": "none", **(environment or {})})
    defaults = {"app": INGESTOR, "batch": "etl-1", "image": IMAGE, "entrypoint": ["sh", "-c"], "command": [script]}
    return ContainerOperator(task_id="extract", settings=settings, **(defaults | options))


def test_the_last_line_is_handed_on_and_the_container_is_gone(client: docker.DockerClient, context: dict) -> None:
    assert operator(f"echo reading; echo '{RESULT}'").execute(context) == RESULT
    assert containers(client, context["ti"].run_id) == []


def test_a_warning_on_standard_error_does_not_take_its_place(context: dict) -> None:
    assert operator(f"echo '{RESULT}'; sleep 0.2; echo late >&2").execute(context) == RESULT


def test_a_container_that_ends_well_without_a_result_fails_the_task(context: dict) -> None:
    with pytest.raises(ResultError, match="The last one: done"):
        operator("echo done").execute(context)


def test_a_failure_is_told_with_the_last_lines_of_the_log(client: docker.DockerClient, context: dict) -> None:
    with pytest.raises(AirflowException, match=r"^ingestor ended with exit code 1: .*Kafka is down") as caught:
        operator("echo starting; echo Kafka is down >&2; exit 1").execute(context)
    assert not isinstance(caught.value, AirflowFailException)
    assert containers(client, context["ti"].run_id) == []


@pytest.mark.parametrize("status", [2, 4])
def test_what_would_fail_again_is_not_tried_again(context: dict, status: int) -> None:
    with pytest.raises(AirflowFailException, match=f"exit code {status}"):
        operator(f"exit {status}").execute(context)


def test_nothing_to_do_is_skipped(context: dict) -> None:
    with pytest.raises(DockerContainerFailedSkipException):
        operator("exit 99").execute(context)


def test_a_batch_without_readings_is_skipped_unless_some_were_rejected(context: dict) -> None:
    empty = '{"produced": 0, "rejected": 0}'
    with pytest.raises(AirflowSkipException, match="nothing to work on in etl-1"):
        operator(f"echo '{empty}'", skip_without_readings=True).execute(context)
    rejected = '{"produced": 0, "rejected": 3}'
    assert operator(f"echo '{rejected}'", skip_without_readings=True).execute(context) == rejected
    assert operator(f"echo '{empty}'").execute(context) == empty


def test_secrets_reach_the_container_and_nothing_that_airflow_shows(context: dict) -> None:
    environment = {"AIRSTAR_LOADER_DATABASE_URL": "postgresql://writer", "PGHOST": "db"}
    script = """printf '{"url": "%s", "host": "%s"}' $DATABASE_URL $PGHOST"""
    task = operator(script, environment, app=LOADER)
    assert task.execute(context) == '{"url": "postgresql://writer", "host": "db"}'
    assert task.environment == {"PGHOST": "db"}


def test_the_budget_of_the_key_outlives_the_container(client: docker.DockerClient, context: dict) -> None:
    volume = client.volumes.create(f"airstar-test-{uuid4()}")
    try:
        settings = {"AIRSTAR_LEDGER_VOLUME": volume.name}
        script = "printf x >> $OPENAQ_LEDGER_FILE; wc -c < $OPENAQ_LEDGER_FILE | sed 's/.*/{\"uses\": &}/'"
        results = [operator(script, settings, app=EXTRACTOR).execute(context) for _ in range(2)]
        assert results == ['{"uses": 1}', '{"uses": 2}']
    finally:
        volume.remove()


def test_a_container_that_was_killed_says_so(client: docker.DockerClient, context: dict) -> None:
    killer = threading.Thread(target=kill_when_running, args=(client, context["ti"].run_id))
    killer.start()
    with pytest.raises(AirflowException, match=r"exit code 137 \(killed"):
        operator("echo working; sleep 60").execute(context)
    killer.join()


def kill_when_running(client: docker.DockerClient, run: str) -> None:
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for container in containers(client, run):
            if container.status == "running":
                container.kill()
                return
        time.sleep(0.1)


def test_a_timeout_ends_the_container_and_is_told_as_a_timeout(client: docker.DockerClient, context: dict) -> None:
    task = operator("trap 'echo stopping; exit 143' TERM; echo working; sleep 60 & wait")
    with pytest.raises(AirflowTaskTimeout), TimeoutPosix(seconds=2):
        task.execute(context)
    task.on_kill()
    assert containers(client, context["ti"].run_id) == []


def test_what_an_earlier_try_left_running_is_ended_first(client: docker.DockerClient, context: dict) -> None:
    instance = context["ti"]
    labels = {"airstar.dag": "test", "airstar.run": instance.run_id, "airstar.task": instance.task_id}
    mine = client.containers.run(IMAGE, ["sleep", "60"], detach=True, labels={**labels, "airstar.map": "0"}, init=True)
    other = client.containers.run(IMAGE, ["sleep", "60"], detach=True, labels={**labels, "airstar.map": "1"}, init=True)
    operator(f"echo '{RESULT}'").execute(context)
    assert [container.id for container in containers(client, instance.run_id)] == [other.id]
    assert mine.id != other.id
