from types import SimpleNamespace

import pytest

from airstar_airflow.failures import log_failure


def said(caplog: pytest.LogCaptureFixture, task_id: str, attempt: int, batch: str | None) -> str:
    task = SimpleNamespace(batch=batch)
    instance = SimpleNamespace(task=task, task_id=task_id, run_id="manual__1", try_number=attempt)
    log_failure({"ti": instance, "exception": RuntimeError("the key is refused.")})
    return caplog.messages[-1]


def test_a_failure_names_task_batch_and_run(caplog: pytest.LogCaptureFixture) -> None:
    assert said(caplog, "batch.load", 4, "etl-1").startswith(
        "batch.load of etl-1 failed in run manual__1, try 4: the key is refused."
    )


def test_a_failure_of_a_task_without_a_batch_names_the_task_once(caplog: pytest.LogCaptureFixture) -> None:
    assert said(caplog, "plan", 1, None).startswith("plan failed in run manual__1, try 1: the key is refused.")


def test_a_failure_says_where_to_read_what_to_do(caplog: pytest.LogCaptureFixture) -> None:
    assert said(caplog, "plan", 1, None).endswith("What to do is in the task's documentation.")
