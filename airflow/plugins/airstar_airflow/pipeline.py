"""The pipeline as tasks: plan, cut into batches, and take each batch through all stages."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from airflow.sdk import task, task_group

from airstar_airflow import lineage, notes, selection
from airstar_airflow.container import ContainerOperator
from airstar_airflow.settings import EXTRACTOR, INGESTOR, LOADER, SPARK, Settings

REQUEST_POOL = "openaq_requests"
"""One slot: parallel extraction gains nothing within OpenAQ's budget."""
PLAN_WAITS = "2"
"""Minutes that the plan may wait for requests: through the minute's budget. The hour's is told at once, and early."""
SPARK_POOL = "spark"
DEFAULT_POOL = "default_pool"

quick = partial(task, retries=0, execution_timeout=timedelta(minutes=5), pool=DEFAULT_POOL)


def run_pipeline(settings: Settings, prefix: str) -> None:
    """Add the tasks to the DAG. `prefix` begins the ids of its batches."""
    container = partial(ContainerOperator, settings=settings)

    @quick(doc_md=notes.SELECT)
    def select(**context: Any) -> dict[str, str]:
        return selection.select(settings, context)

    @quick(doc_md=notes.CUT)
    def cut(selected: dict[str, str], plan: str, **context: Any) -> list[dict[str, str]]:
        return selection.cut(settings, prefix, selected, plan, context)

    selected = select()
    of_run = ["--from", selected["start"], "--to", selected["end"], selected["option"], selected["value"]]
    plan = container(
        task_id="plan",
        app=EXTRACTOR,
        command=["plan", "--max-wait", PLAN_WAITS, *of_run],
        pool=REQUEST_POOL,
        execution_timeout=timedelta(hours=1),
        doc_md=notes.PLAN,
    )

    @task_group
    def batch(batch: str, start: str, end: str, option: str, value: str) -> None:
        stage = partial(container, batch=batch, map_index_template="{{ task.batch }}")
        extract = stage(
            task_id="extract",
            app=EXTRACTOR,
            command=["window", "--batch", batch, "--from", start, "--to", end, option, value],
            pool=REQUEST_POOL,
            skip_without_readings=True,
            execution_timeout=timedelta(hours=12),
            outlets=[lineage.READINGS_LOG],
            doc_md=notes.EXTRACT,
        )
        ingest = stage(
            task_id="ingest",
            app=INGESTOR,
            command=["drain", "--extraction", extract.output],
            pool=DEFAULT_POOL,
            execution_timeout=timedelta(hours=2),
            inlets=[lineage.READINGS_LOG],
            outlets=[lineage.RAW_DOCUMENTS],
            doc_md=notes.INGEST,
        )
        transform = stage(
            task_id="transform",
            app=SPARK,
            command=["--extraction", extract.output],
            pool=SPARK_POOL,
            execution_timeout=timedelta(hours=3),
            inlets=[lineage.RAW_DOCUMENTS],
            outlets=[lineage.STAGED_BATCH],
            doc_md=notes.TRANSFORM,
        )
        accounting = [part for each in (extract, ingest, transform) for part in ("--accounting", each.output)]
        load = stage(
            task_id="load",
            app=LOADER,
            command=["publish", "--batch", batch, *accounting],
            pool=DEFAULT_POOL,
            execution_timeout=timedelta(hours=1),
            inlets=[lineage.STAGED_BATCH],
            outlets=[lineage.STAR_SCHEMA],
            doc_md=notes.LOAD,
        )
        verify = stage(
            task_id="verify",
            app=LOADER,
            command=["verify", "--batch", batch],
            pool=DEFAULT_POOL,
            execution_timeout=timedelta(hours=1),
            inlets=[lineage.STAR_SCHEMA],
            doc_md=notes.VERIFY,
        )
        extract >> ingest >> transform >> load >> verify

    batch.expand_kwargs(cut(selected, plan.output))
