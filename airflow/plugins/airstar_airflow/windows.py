"""Windows (from, to] on the end of a reading's period, as UTC instants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


class WindowError(ValueError):
    """A window that cannot be read. It will not become better by trying again."""


@dataclass(frozen=True)
class Window:
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise WindowError(f"The window from {iso(self.start)} to {iso(self.end)} is empty: from must be before to")

    def split(self, length: timedelta) -> Iterator[Window]:
        """Cut it into windows of this length, the last one shorter, without gap or overlap."""
        start = self.start
        while start < self.end:
            end = min(start + length, self.end)
            yield Window(start, end)
            start = end


def parse_instant(text: str, name: str) -> datetime:
    """Parse an ISO instant; a bare date is midnight UTC.

    :raises WindowError: where it is none, or has a time of day without an offset.
    """
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise WindowError(f'{name} "{text}" is not an instant, e.g. 2025-09-20T06:00:00Z') from None
    if instant.tzinfo is not None:
        return instant.astimezone(UTC)
    if len(text) > len("2025-09-20"):
        raise WindowError(f'{name} "{text}" has no offset, e.g. 2025-09-20T06:00:00Z')
    return instant.replace(tzinfo=UTC)


def iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def window_of_run(
    params: dict[str, str | None], interval: tuple[datetime, datetime] | None, run_after: datetime, lookback: timedelta
) -> Window:
    """Choose what a run covers: its parameters, else its data interval and the time before for late readings.

    A run triggered through the API with no logical date has no interval: the last full hour before it counts.

    :raises WindowError: where it is empty, or only one end of it is given.
    """
    start, end = params.get("from"), params.get("to")
    if start and end:
        return Window(parse_instant(start, "from"), parse_instant(end, "to"))
    if start or end:
        raise WindowError("Give both from and to, or neither")
    if interval is None:
        full_hour = run_after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        interval = (full_hour - timedelta(hours=1), full_hour)
    if interval[0] >= interval[1]:
        raise WindowError("The data interval of this run is empty: the timetable must be a CronDataIntervalTimetable")
    return Window(interval[0] - lookback, interval[1])
