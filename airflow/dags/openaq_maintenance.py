"""Every day: partitions for the months ahead, staging cleared of what is done with, a look at how fresh the star is."""

from __future__ import annotations

from datetime import timedelta

import pendulum
from airflow.sdk import CronTriggerTimetable, dag

from airstar_airflow import notes
from airstar_airflow.container import ContainerOperator
from airstar_airflow.pipeline import DEFAULT_POOL
from airstar_airflow.settings import LOADER, read_settings

settings = read_settings()

DOC = """
Makes the partitions of the months ahead, removes staged rows of published batches and abandoned attempts, and fails
when the newest reading is too old. Nothing else depends on it: a day without it does no harm.
"""


def maintenance_task(task_id: str, command: list[str], doc_md: str) -> ContainerOperator:
    return ContainerOperator(
        task_id=task_id,
        app=LOADER,
        settings=settings,
        command=command,
        pool=DEFAULT_POOL,
        execution_timeout=timedelta(minutes=30),
        doc_md=doc_md,
    )


@dag(
    schedule=CronTriggerTimetable("20 3 * * *", timezone="UTC"),
    start_date=pendulum.datetime(2015, 1, 1, tz="UTC"),
    catchup=False,
    max_active_runs=1,
    doc_md=DOC,
    tags=["airstar"],
)
def openaq_maintenance() -> None:
    maintenance_task("partitions", ["partitions", "--months-ahead", "2"], notes.PARTITIONS)
    maintenance_task("staging", ["clean", "--keep-hours", "24"], notes.STAGING)
    maintenance_task("freshness", ["freshness", "--within-hours", str(settings.freshness_hours)], notes.FRESHNESS)


openaq_maintenance()
