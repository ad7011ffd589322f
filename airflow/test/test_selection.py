from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from airstar_airflow.selection import cut, select
from airstar_airflow.settings import read_settings

SETTINGS = read_settings(
    {"AIRSTAR_LOCATIONS": "1,2,3", "AIRSTAR_STATIONS_PER_BATCH": "2", "AIRSTAR_LOOKBACK_HOURS": "2"}
)
PLAN = '{"locations": 3, "sensors": 9, "requests": 12, "minutes": 1}'
SELECTED = {
    "start": "2025-09-20T00:00:00Z",
    "end": "2025-09-20T03:00:00Z",
    "option": "--locations",
    "value": "1,2,3",
}


def context(run_id: str = "scheduled__1", **params: Any) -> dict[str, Any]:
    run = SimpleNamespace(
        data_interval_start=datetime(2025, 9, 20, 8, tzinfo=UTC),
        data_interval_end=datetime(2025, 9, 20, 9, tzinfo=UTC),
        run_after=datetime(2025, 9, 20, 9, tzinfo=UTC),
    )
    return {"params": params, "dag_run": run, "run_id": run_id}


def ids(selected: dict[str, str] = SELECTED, **of: Any) -> list[str]:
    return [each["batch"] for each in cut(SETTINGS, "etl", selected, PLAN, context(**of))]


def test_a_scheduled_run_reads_its_hour_and_the_lookback() -> None:
    assert select(SETTINGS, context()) == {
        "start": "2025-09-20T06:00:00Z",
        "end": "2025-09-20T09:00:00Z",
        "option": "--locations",
        "value": "1,2,3",
    }


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"from": "2025-09-20", "to": "2025-09-20"}, "is empty"),
        ({"from": "2025-09-20"}, "both"),
        ({"locations": "x"}, "locations"),
    ],
)
def test_a_wrong_parameter_fails_at_once_and_is_not_tried_again(params: dict[str, str], message: str) -> None:
    with pytest.raises(AirflowFailException, match=message):
        select(SETTINGS, context(**params))


def test_without_a_key_and_without_stations_all_of_the_simulator_is_read() -> None:
    assert select(read_settings({}), context())["value"] == "-180,-90,180,90"
    with pytest.raises(AirflowFailException, match="AIRSTAR_LOCATIONS"):
        select(read_settings({"OPENAQ_API_KEY": "key"}), context())


def test_stations_are_cut_into_groups_and_the_window_is_not_without_a_length() -> None:
    cut_up = cut(SETTINGS, "etl", SELECTED, PLAN, context())
    assert [each["value"] for each in cut_up] == ["1,2", "3"]
    assert {(each["start"], each["end"]) for each in cut_up} == {(SELECTED["start"], SELECTED["end"])}


def test_a_backfill_is_cut_into_windows() -> None:
    assert len(ids(window_hours=1)) == 6


def test_without_a_sensor_there_is_no_batch() -> None:
    assert cut(SETTINGS, "etl", SELECTED, PLAN.replace("9", "0"), context()) == []


def test_a_retry_has_the_same_batches_and_another_run_has_others() -> None:
    assert ids() == ids()
    assert set(ids()).isdisjoint(ids(run_id="manual__2"))


def test_a_run_that_resumes_has_the_batches_of_the_run_before() -> None:
    assert ids(resume=True) == ids(resume=True, run_id="manual__2")
    assert set(ids(resume=False)).isdisjoint(ids(resume=False, run_id="manual__2"))
