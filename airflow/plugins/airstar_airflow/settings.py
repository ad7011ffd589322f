"""Where the containers run and what they are told: the only place that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path


class SettingsError(ValueError):
    """A variable does not fit. The message names it, never its value."""


@dataclass(frozen=True)
class App:
    """One of our images, and the variables that it reads. A secret `X` may come as `X_FILE`."""

    name: str
    memory: str
    variables: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


KAFKA = ("KAFKA_BROKERS", "KAFKA_SSL", "KAFKA_SASL_MECHANISM", "KAFKA_SASL_USERNAME")
REGISTRY = ("SCHEMA_REGISTRY_URL", "SCHEMA_REGISTRY_USERNAME")
LOG_SECRETS = ("KAFKA_SASL_PASSWORD", "SCHEMA_REGISTRY_PASSWORD")
POSTGRES = ("PGHOST", "PGPORT", "PGUSER", "PGDATABASE")

EXTRACTOR = App(
    "extractor",
    memory="512m",
    variables=(*KAFKA, *REGISTRY, "OPENAQ_BASE_URL", "OPENAQ_REQUESTS_PER_MINUTE", "OPENAQ_REQUESTS_PER_HOUR"),
    secrets=("OPENAQ_API_KEY", *LOG_SECRETS),
)
INGESTOR = App("ingestor", memory="512m", variables=(*KAFKA, *REGISTRY), secrets=("MONGODB_URI", *LOG_SECRETS))
SPARK = App(
    "spark",
    memory="1536m",
    variables=("SPARK_MASTER_URL", "SPARK_PARTITIONER", "SPARK_SUBMIT_OPTIONS", "SPARK_LOCAL_IP"),
    secrets=("MONGODB_URI", "DATABASE_URL"),
)
LOADER = App("loader", memory="512m", variables=POSTGRES, secrets=("DATABASE_URL", "PGPASSWORD"))

type Reader = Callable[[Mapping[str, str], str], str | None]

NO_BUDGET = {"OPENAQ_REQUESTS_PER_MINUTE": "1000000", "OPENAQ_REQUESTS_PER_HOUR": "10000000"}
"""Of the simulator, unless one is set to try it out."""

LEDGER_FOLDER = "/var/lib/airstar"
"""Where the extractor's image has a folder that its user may write to."""


@dataclass(frozen=True)
class Settings:
    """What the DAGs take from the environment, with the defaults of the Compose stack."""

    network: str
    image_prefix: str
    image_tag: str
    ledger_volume: str
    simulator_url: str
    locations: str
    lookback: timedelta
    stations_per_batch: int
    freshness_hours: int
    retries: int
    retry_delay: timedelta
    environment: Mapping[str, str]

    def image(self, app: App) -> str:
        return f"{self.image_prefix}{app.name}:{self.image_tag}"

    @property
    def has_key(self) -> bool:
        """Whether OpenAQ itself is read; else the simulator is."""
        return _secret(self.environment, "OPENAQ_API_KEY") is not None

    @property
    def source(self) -> str:
        if self.has_key:
            return "OpenAQ"
        return f"the simulator at {self.simulator_url}, because OPENAQ_API_KEY is not set: these readings are not real"

    def variables(self, app: App) -> dict[str, str]:
        """What may be seen of a container's environment."""
        found = {name: self._of(app, name) for name in app.variables}
        if app is EXTRACTOR:
            found["OPENAQ_LEDGER_FILE"] = f"{LEDGER_FOLDER}/openaq-ledger.json"
            if not self.has_key:
                given = {name: value for name, value in found.items() if value}
                found = NO_BUDGET | given | {"OPENAQ_BASE_URL": self.simulator_url}
        return {name: value for name, value in found.items() if value}

    def secrets(self, app: App) -> dict[str, str]:
        """What may not be seen of it. Read when a task starts, so that a rotated secret needs no restart."""
        found = {name: self._of(app, name, _secret) for name in app.secrets}
        return {name: value for name, value in found.items() if value}

    def _of(self, app: App, name: str, read: Reader | None = None) -> str | None:
        """`AIRSTAR_LOADER_DATABASE_URL` goes before `DATABASE_URL`: each app may have a role of its own."""
        read = read or _text
        return read(self.environment, f"AIRSTAR_{app.name.upper()}_{name}") or read(self.environment, name)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, an empty variable as unset.

    :raises SettingsError: naming every variable that does not fit.
    """
    environment = os.environ if environment is None else environment
    problems: list[str] = []

    def text(name: str, default: str) -> str:
        return _text(environment, name) or default

    def whole(name: str, default: int, least: int) -> int:
        value = text(name, str(default))
        if value.isascii() and value.isdigit() and int(value) >= least:
            return int(value)
        problems.append(f"{name} is not a whole number from {least} on")
        return default

    settings = Settings(
        network=text("AIRSTAR_NETWORK", "airstar"),
        image_prefix=text("AIRSTAR_IMAGE_PREFIX", "airstar/"),
        image_tag=text("AIRSTAR_IMAGE_TAG", "dev"),
        ledger_volume=text("AIRSTAR_LEDGER_VOLUME", "airstar-ledger"),
        # As it is printed when it starts, or as the extractor wants it.
        simulator_url=text("AIRSTAR_SIMULATOR_URL", "http://openaq-simulator:8080").removesuffix("/v3") + "/v3",
        locations=text("AIRSTAR_LOCATIONS", ""),
        lookback=timedelta(hours=whole("AIRSTAR_LOOKBACK_HOURS", 72, 0)),
        stations_per_batch=whole("AIRSTAR_STATIONS_PER_BATCH", 500, 1),
        freshness_hours=whole("AIRSTAR_FRESHNESS_HOURS", 6, 1),
        retries=whole("AIRSTAR_TASK_RETRIES", 3, 0),
        retry_delay=timedelta(seconds=whole("AIRSTAR_RETRY_SECONDS", 30, 1)),
        environment=environment,
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings


def _text(environment: Mapping[str, str], name: str) -> str | None:
    return environment.get(name, "").strip() or None


def _secret(environment: Mapping[str, str], name: str) -> str | None:
    value = _text(environment, name)
    file = _text(environment, f"{name}_FILE")
    if value or not file:
        return value
    try:
        return Path(file).read_text(encoding="utf8").strip() or None
    except OSError as error:
        raise SettingsError(f"{name}_FILE names a file that cannot be read: {error.strerror}") from error
