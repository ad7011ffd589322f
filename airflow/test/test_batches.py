from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from airstar_airflow.batches import EVERYWHERE, Selection, SelectionError, batch_id, batches, selection_of_run
from airstar_airflow.windows import Window

DAY = Window(datetime(2025, 9, 20, tzinfo=UTC), datetime(2025, 9, 21, tzinfo=UTC))
STATIONS = Selection("--locations", "7855,7982,8001")


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"locations": "7855, 7982"}, Selection("--locations", "7855,7982")),
        ({"bbox": "-103.46,20.52,-103.25,20.73"}, Selection("--bbox", "-103.46,20.52,-103.25,20.73")),
        ({"country": "MX"}, Selection("--country", "MX")),
        ({"country": "MX", "locations": ""}, Selection("--country", "MX")),
        ({}, Selection("--locations", "42")),
    ],
)
def test_stations_come_from_the_parameters_else_from_the_default(params: dict, expected: Selection) -> None:
    assert selection_of_run(params, "42") == expected


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "AIRSTAR_LOCATIONS"),
        ({"locations": "1", "country": "MX"}, "locations and country exclude each other"),
        ({"country": "Mexico"}, 'country "Mexico"'),
        ({"country": "--help"}, "country"),
        ({"locations": "0"}, "locations"),
        ({"locations": "1,,2"}, "locations"),
        ({"bbox": "1,2,3"}, "bbox"),
    ],
)
def test_stations_that_cannot_be_told_are_refused(params: dict, message: str) -> None:
    with pytest.raises(SelectionError, match=message):
        selection_of_run(params, "")


def test_the_fallback_counts_only_where_nothing_else_is_given() -> None:
    assert selection_of_run({}, "", EVERYWHERE) == EVERYWHERE
    assert selection_of_run({}, "42", EVERYWHERE) == Selection("--locations", "42")
    assert selection_of_run({"country": "MX"}, "", EVERYWHERE) == Selection("--country", "MX")


def test_a_list_of_stations_is_cut_and_loses_none() -> None:
    assert [group.value for group in STATIONS.groups(2)] == ["7855,7982", "8001"]
    assert list(STATIONS.groups(3)) == [STATIONS]
    assert list(Selection("--country", "MX").groups(1)) == [Selection("--country", "MX")]


def test_a_batch_keeps_its_id_through_retries() -> None:
    assert batch_id("etl", DAY, STATIONS, "run") == batch_id("etl", DAY, STATIONS, "run")
    assert batch_id("etl", DAY, STATIONS).startswith("etl-20250920T0000-20250921T0000-")


def test_another_window_other_stations_or_another_run_is_another_batch() -> None:
    later = Window(DAY.start, DAY.end + timedelta(seconds=1))
    ids = {
        batch_id("etl", DAY, STATIONS),
        batch_id("etl", later, STATIONS),
        batch_id("etl", DAY, Selection("--locations", "7855")),
        batch_id("etl", DAY, STATIONS, "manual__2"),
        batch_id("backfill", DAY, STATIONS),
    }
    assert len(ids) == 5


def test_batches_are_windows_times_groups_in_the_order_of_time() -> None:
    cut = batches("backfill", DAY.split(timedelta(hours=8)), STATIONS.groups(2))
    assert len(cut) == 6
    assert len({each["batch"] for each in cut}) == 6
    assert all(before["start"] <= after["start"] for before, after in pairwise(cut))
    assert cut[0] == {
        "batch": cut[0]["batch"],
        "start": "2025-09-20T00:00:00Z",
        "end": "2025-09-20T08:00:00Z",
        "option": "--locations",
        "value": "7855,7982",
    }
