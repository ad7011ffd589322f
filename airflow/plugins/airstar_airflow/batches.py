"""Cuts what a run has to read into batches: each goes through the whole pipeline and is published alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from airstar_airflow.windows import Window, iso


class SelectionError(ValueError):
    """The stations of a run cannot be told. It will not become better by trying again."""


@dataclass(frozen=True)
class Selection:
    """Which stations, as an option of the extractor and its value."""

    option: str
    value: str

    def groups(self, size: int) -> Iterator[Selection]:
        """Cut a list of stations into lists of at most this size; a country or a box stays whole."""
        if self.option != "--locations":
            yield self
            return
        stations = self.value.split(",")
        for first in range(0, len(stations), size):
            yield Selection(self.option, ",".join(stations[first : first + size]))


PATTERNS = {
    "locations": re.compile(r"[1-9]\d{0,9}(\s*,\s*[1-9]\d{0,9})*"),
    "bbox": re.compile(r"-?\d+(\.\d+)?(\s*,\s*-?\d+(\.\d+)?){3}"),
    "country": re.compile(r"[A-Z]{2}"),
}


EVERYWHERE = Selection("--bbox", "-180,-90,180,90")
"""What is read of the simulator: it has few stations, and no budget."""


def selection_of_run(
    params: Mapping[str, str | None], default_locations: str, fallback: Selection | None = None
) -> Selection:
    """Choose the stations: a parameter of the run, else the default ones, else the fallback.

    :raises SelectionError: where there is none, more than one, or it is not written as one.
    """
    given = {name: value.strip() for name in PATTERNS if (value := params.get(name))}
    if len(given) > 1:
        raise SelectionError(f"{' and '.join(given)} exclude each other: give one of them")
    if not given and default_locations:
        given = {"locations": default_locations.strip()}
    if not given and fallback:
        return fallback
    if not given:
        raise SelectionError("No stations: give locations, bbox or country, or set AIRSTAR_LOCATIONS")
    ((name, value),) = given.items()
    if not PATTERNS[name].fullmatch(value):
        raise SelectionError(f'{name} "{value}" is not a list of ids, a box, or a country code of two capitals')
    return Selection(f"--{name}", re.sub(r"\s", "", value))


def batch_id(prefix: str, window: Window, selection: Selection, salt: str = "") -> str:
    """Name a batch: the same for each retry, another one for another window, stations or salt."""
    text = "|".join((iso(window.start), iso(window.end), selection.option, selection.value, salt))
    times = "-".join(re.sub(r"[-:]|00Z$", "", iso(time)) for time in (window.start, window.end))
    return f"{prefix}-{times}-{sha256(text.encode()).hexdigest()[:8]}"


def batches(
    prefix: str, windows: Iterable[Window], selections: Iterable[Selection], salt: str = ""
) -> list[dict[str, str]]:
    """List the batches of a run, in the order of time, as arguments of the mapped task group."""
    selections = list(selections)
    return [
        {
            "batch": batch_id(prefix, window, selection, salt),
            "start": iso(window.start),
            "end": iso(window.end),
            "option": selection.option,
            "value": selection.value,
        }
        for window in windows
        for selection in selections
    ]
