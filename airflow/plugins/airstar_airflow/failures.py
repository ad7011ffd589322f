"""What is said when a task has failed for good."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from airflow.sdk import Context

log = logging.getLogger(__name__)


def log_failure(context: Context) -> None:
    """Say in one line what failed, why, and where to read what to do."""
    instance = context["ti"]
    batch = getattr(instance.task, "batch", None)
    log.error(
        "%s failed in run %s, try %s: %s What to do is in the task's documentation.",
        f"{instance.task_id} of {batch}" if batch else instance.task_id,
        instance.run_id,
        instance.try_number,
        context.get("exception"),
    )
