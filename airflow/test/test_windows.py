from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from airstar_airflow.windows import Window, WindowError, iso, parse_instant, window_of_run

NO_PARAMS = {"from": None, "to": None}
RUN_AFTER = datetime(2025, 9, 20, 9, 17, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2025, 9, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-09-20", "2025-09-20T00:00:00Z"),
        ("2025-09-20T06:00:00Z", "2025-09-20T06:00:00Z"),
        ("2025-09-20T06:00:00-06:00", "2025-09-20T12:00:00Z"),
        ("2025-09-20T06:00:00.000+05:45", "2025-09-20T00:15:00Z"),
    ],
)
def test_an_instant_is_read_in_utc(text: str, expected: str) -> None:
    assert iso(parse_instant(text, "from")) == expected


@pytest.mark.parametrize("text", ["yesterday", "", "2025-13-01", "2025-09-20T06:00:00", "20-09-2025"])
def test_what_is_no_instant_is_refused_by_name(text: str) -> None:
    with pytest.raises(WindowError, match=r"^from "):
        parse_instant(text, "from")


@pytest.mark.parametrize("end", [at(20, 8), at(20, 7)])
def test_an_empty_window_cannot_be_made(end: datetime) -> None:
    with pytest.raises(WindowError, match="is empty"):
        Window(at(20, 8), end)


@pytest.mark.parametrize("hours", [1, 5, 24, 25, 48, 168])
def test_windows_follow_on_each_other_and_none_is_empty(hours: int) -> None:
    whole = Window(at(20), at(22, 1))
    parts = list(whole.split(timedelta(hours=hours)))
    assert parts[0].start == whole.start
    assert parts[-1].end == whole.end
    assert all(before.end == after.start for before, after in pairwise(parts))
    assert all(timedelta() < part.end - part.start <= timedelta(hours=hours) for part in parts)


def test_the_parameters_of_a_run_go_before_its_interval_and_have_no_lookback() -> None:
    params = {"from": "2025-09-01", "to": "2025-09-02"}
    assert window_of_run(params, (at(20, 8), at(20, 9)), RUN_AFTER, 72 * HOUR) == Window(at(1), at(2))


def test_a_scheduled_run_reads_its_interval_and_the_time_before_it() -> None:
    assert window_of_run(NO_PARAMS, (at(20, 8), at(20, 9)), RUN_AFTER, 72 * HOUR) == Window(at(17, 8), at(20, 9))


def test_a_run_without_an_interval_reads_the_last_full_hour() -> None:
    assert window_of_run(NO_PARAMS, None, RUN_AFTER, timedelta()) == Window(at(20, 8), at(20, 9))


def test_an_interval_without_width_is_refused_even_with_a_lookback() -> None:
    with pytest.raises(WindowError, match="CronDataIntervalTimetable"):
        window_of_run(NO_PARAMS, (at(20, 9), at(20, 9)), RUN_AFTER, 72 * HOUR)


@pytest.mark.parametrize("params", [{"from": "2025-09-01", "to": None}, {"from": "", "to": "2025-09-01"}])
def test_one_end_alone_is_refused(params: dict[str, str | None]) -> None:
    with pytest.raises(WindowError, match="both"):
        window_of_run(params, None, RUN_AFTER, HOUR)
