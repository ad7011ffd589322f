"""What a run covers, from its parameters and its data interval."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk.exceptions import AirflowFailException

from airstar_airflow.batches import EVERYWHERE, Selection, SelectionError, batches, selection_of_run
from airstar_airflow.results import parse_result
from airstar_airflow.settings import Settings
from airstar_airflow.windows import Window, WindowError, iso, parse_instant, window_of_run


def select(settings: Settings, context: dict[str, Any]) -> dict[str, str]:
    """Settle window and stations.

    :raises AirflowFailException: where they do not fit; trying again would not help.
    """
    params, run = context["params"], context["dag_run"]
    interval = (run.data_interval_start, run.data_interval_end) if run.data_interval_start else None
    try:
        window = window_of_run(params, interval, run.run_after, settings.lookback)
        selection = selection_of_run(params, settings.locations, None if settings.has_key else EVERYWHERE)
    except (WindowError, SelectionError) as error:
        raise AirflowFailException(str(error)) from error
    return {"start": iso(window.start), "end": iso(window.end), "option": selection.option, "value": selection.value}


def cut(settings: Settings, prefix: str, selected: dict[str, str], plan: str, context: dict[str, Any]) -> list[dict]:
    """List the batches of the run; none where the plan found no sensor, and all tasks after it are skipped."""
    if parse_result(plan)["sensors"] == 0:
        return []
    params = context["params"]
    window = Window(parse_instant(selected["start"], "from"), parse_instant(selected["end"], "to"))
    hours = params.get("window_hours")
    windows = window.split(timedelta(hours=hours)) if hours else [window]
    groups = Selection(selected["option"], selected["value"]).groups(settings.stations_per_batch)
    # A window that is read again on purpose is another batch: of a finished one, nothing would be read again.
    salt = "" if params.get("resume") else context["run_id"]
    return batches(prefix, windows, groups, salt)
