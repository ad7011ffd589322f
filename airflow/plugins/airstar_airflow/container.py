"""The one operator of the house: a container of ours, with the house's defaults."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from airflow.providers.docker.exceptions import DockerContainerFailedException
from airflow.providers.docker.operators.docker import DockerOperator
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException, AirflowTaskTimeout
from docker.errors import NotFound
from docker.types import Mount

from airstar_airflow.failures import log_failure
from airstar_airflow.results import last_lines, last_result, parse_result, shorten
from airstar_airflow.settings import EXTRACTOR, LEDGER_FOLDER, App, Settings

if TYPE_CHECKING:
    from airflow.sdk import Context

NOTHING_TO_DO = 99
FINAL = frozenset({2, 4})
"""Called wrongly, and refused: it would be the same at each further try."""
STOP_SECONDS = 30
"""What a container has between SIGTERM and SIGKILL: enough to end the batch in hand."""


class ContainerOperator(DockerOperator):
    """Runs one command of one app, and hands on the last line of its log: a JSON object.

    :param app: which image, and which variables it gets.
    :param batch: whose batch it works on. A label, and the name of a mapped task. (templated)
    :param skip_without_readings: skip this task and those after it where the result says that nothing was produced.
    """

    template_fields = (*DockerOperator.template_fields, "batch")

    def __init__(
        self,
        *,
        app: App,
        settings: Settings,
        batch: Any = None,
        skip_without_readings: bool = False,
        **kwargs: Any,
    ) -> None:
        defaults = {
            "image": settings.image(app),
            "environment": settings.variables(app),
            "network_mode": settings.network,
            "mem_limit": app.memory,
            "mounts": [Mount(LEDGER_FOLDER, settings.ledger_volume)] if app is EXTRACTOR else [],
            "labels": {"airstar.app": app.name},
            "mount_tmp_dir": False,
            "auto_remove": "success",
            # All lines, of which `execute` chooses the one to hand on.
            "xcom_all": True,
            "skip_on_exit_code": NOTHING_TO_DO,
            "log_opts_max_size": "10m",
            "log_opts_max_file": "1",
            "retries": settings.retries,
            "retry_delay": settings.retry_delay,
            "retry_exponential_backoff": 2.0,
            "max_retry_delay": timedelta(minutes=15),
            "on_failure_callback": log_failure,
        }
        super().__init__(**(defaults | kwargs))
        self.app = app
        self.settings = settings
        self.batch = batch
        self.skip_without_readings = skip_without_readings

    def execute(self, context: Context) -> str:
        """Run the container.

        :raises AirflowFailException: where the app says that trying again would not help.
        :raises AirflowSkipException: where there is nothing to do.
        :raises AirflowException: with the last lines of the log, where it failed otherwise.
        """
        self.labels = {**self.labels, **_labels(context), "airstar.batch": self.batch or ""}
        # Read now and not when the DAG is parsed: what is parsed is stored in Airflow's database.
        self._private_environment = self.settings.secrets(self.app)
        self._remove_leftovers(context)
        if self.app is EXTRACTOR:
            self.log.info("Reads %s", self.settings.source)
        result = last_result(self._lines(context))
        counts = parse_result(result)
        if self.skip_without_readings and counts.get("produced") == 0 and counts.get("rejected") == 0:
            raise AirflowSkipException(f"There is nothing to work on in {self.batch}: {shorten(result)}")
        for asset in self.outlets:
            context["outlet_events"][asset].extra = _plain(counts)
        return result

    def _lines(self, context: Context) -> list[str]:
        try:
            return super().execute(context)
        except DockerContainerFailedException as error:
            raise self._failure(error) from error
        except BaseException as error:
            # The provider removes the container in a `finally`, which fails while it runs, and that failure takes the
            # place of a timeout: nobody would end the container.
            self.on_kill()
            raise _timeout_behind(error) or error from None

    def _failure(self, error: DockerContainerFailedException) -> AirflowException:
        found = re.search(r"'StatusCode': (\d+)", str(error))
        status = int(found[1]) if found else None
        what = f"{self.app.name} ended with exit code {status}"
        if status == 137:
            what += " (killed: by hand, by Docker, or beyond its memory limit)"
        message = f"{what}: {shorten(last_lines(error.logs), 2000)}"
        return AirflowFailException(message) if status in FINAL else AirflowException(message)

    def _remove_leftovers(self, context: Context) -> None:
        """End what an earlier try left running, e.g. because the scheduler was killed: two would do the same work."""
        labels = [f"{name}={value}" for name, value in _labels(context).items()]
        for container in self.cli.containers(all=True, filters={"label": labels}):
            self.log.warning("Ends container %s, which an earlier try has left", container["Id"][:12])
            self._end(container["Id"])

    def on_kill(self) -> None:
        if self.container is not None:
            self._end(self.container["Id"])
            self.container = None

    def _end(self, container: str) -> None:
        try:
            self.cli.stop(container, timeout=STOP_SECONDS)
            self.cli.remove_container(container, force=True)
        except NotFound:
            self.log.info("Container %s is gone already", container[:12])


def _timeout_behind(error: BaseException) -> AirflowTaskTimeout | None:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, AirflowTaskTimeout):
        cause = cause.__context__
    return cause


def _plain(counts: dict[str, Any]) -> dict[str, Any]:
    """Leave out the lists: an event of an asset is for reading."""
    return {key: value for key, value in counts.items() if isinstance(value, int | float | str)}


def _labels(context: Context) -> dict[str, str]:
    """What is the same for each try of a task, and for nothing else."""
    instance = context["ti"]
    return {
        "airstar.dag": instance.dag_id,
        "airstar.run": instance.run_id,
        "airstar.task": instance.task_id,
        "airstar.map": str(instance.map_index),
    }
