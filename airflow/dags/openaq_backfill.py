"""By hand: a stretch of the past, window by window. A second run goes on where the first has ended."""

from __future__ import annotations

import pendulum
from airflow.sdk import Param, dag

from airstar_airflow.pipeline import run_pipeline
from airstar_airflow.settings import read_settings

settings = read_settings()

DOC = f"""
Reads *from* … *to* in windows of *window_hours*, each a batch of its own, one after the other.

**Source:** {settings.source}.

**To resume** trigger it again with the same parameters: the batches have the same ids, so what is finished is neither
read nor changed again. Switch *resume* off to read everything anew, e.g. after OpenAQ has corrected the past.
Keep the windows to whole days: the transform recomputes each local day that a window touches.
"""


@dag(
    schedule=None,
    start_date=pendulum.datetime(2015, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    params={
        "from": Param(type="string", format="date-time", description="Exclusive, on the period's end"),
        "to": Param(type="string", format="date-time", description="Inclusive"),
        "locations": Param(None, type=["null", "string"], description="Stations by OpenAQ id, e.g. 7855,7982"),
        "country": Param(None, type=["null", "string"], description="Code of two capitals, e.g. MX"),
        "window_hours": Param(24 * 7, type="integer", minimum=1, description="Length of a window"),
        "resume": Param(True, type="boolean", description="Go on where a run with the same parameters has ended"),
    },
    doc_md=DOC,
    tags=["airstar"],
)
def openaq_backfill() -> None:
    run_pipeline(settings, prefix="backfill")


openaq_backfill()
