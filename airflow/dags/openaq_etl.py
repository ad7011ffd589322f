"""Every hour: what OpenAQ has published, through Kafka, MongoDB and Spark, into the star schema."""

from __future__ import annotations

import pendulum
from airflow.sdk import CronDataIntervalTimetable, Param, dag

from airstar_airflow.pipeline import run_pipeline
from airstar_airflow.settings import read_settings

settings = read_settings()

DOC = f"""
Reads the hour of its data interval and the {settings.lookback.total_seconds() / 3600:.0f} hours before it (readings
come late and are corrected), and publishes them to the star schema.

**Source:** {settings.source}.

To load another window trigger it with *from* and *to*: without them the last full hour counts. One batch that fails
does not hold up the others; nothing of it is published. What to do about a failure is in the documentation of the task.
"""


@dag(
    # A bare cron string would give intervals of no width, and green runs that read nothing.
    schedule=CronDataIntervalTimetable("0 * * * *", timezone="UTC"),
    # Far in the past: a run whose logical date lies before it gets no tasks and is a success.
    start_date=pendulum.datetime(2015, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    params={
        "from": Param(None, type=["null", "string"], format="date-time", description="Exclusive, on the period's end"),
        "to": Param(None, type=["null", "string"], format="date-time", description="Inclusive"),
        "locations": Param(None, type=["null", "string"], description="Stations by OpenAQ id, e.g. 7855,7982"),
        "bbox": Param(None, type=["null", "string"], description="minLongitude,minLatitude,maxLongitude,maxLatitude"),
        "country": Param(None, type=["null", "string"], description="Code of two capitals, e.g. MX"),
    },
    doc_md=DOC,
    tags=["airstar"],
)
def openaq_etl() -> None:
    run_pipeline(settings, prefix="etl")


openaq_etl()
