"""Command line and environment of the job, checked together."""

import argparse
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn, TypeVar

from airstar_transform.connections import MongoConnection, PostgresConnection, mongo_connection, postgres_connection
from airstar_transform.errors import ConfigurationError

Connection = TypeVar("Connection")


@dataclass(frozen=True)
class Scope:
    """The readings that an extraction may have touched: period ends in (start, end], of these stations (None: all)."""

    start: datetime
    end: datetime
    location_ids: tuple[int, ...] | None


@dataclass(frozen=True)
class Configuration:
    """What to do, and with what."""

    batch_id: str
    scope: Scope
    raw: MongoConnection | Path
    warehouse: PostgresConnection


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise ConfigurationError([message])


def read_configuration(arguments: Sequence[str], variables: Mapping[str, str]) -> Configuration:
    """Raises ConfigurationError naming everything that does not fit."""
    options = _parser().parse_args(arguments)
    problems: list[str] = []
    batch = _batch(options, problems)
    raw = options.raw_parquet or _connection(
        "MONGODB_URI",
        variables,
        lambda uri: mongo_connection(uri, variables.get("SPARK_PARTITIONER") or None),
        problems,
    )
    warehouse = _connection("DATABASE_URL", variables, postgres_connection, problems)
    if problems or batch is None or raw is None or warehouse is None:
        raise ConfigurationError(problems)
    return Configuration(*batch, raw, warehouse)


def _parser() -> _Parser:
    parser = _Parser(
        prog="spark/submit",
        allow_abbrev=False,
        description="Transforms the readings of one batch and stages them. The last line of stdout is its accounting.",
    )
    parser.add_argument("--batch", help="id of the extraction")
    parser.add_argument("--from", dest="start", metavar="INSTANT", help="window on the end of a period, exclusive")
    parser.add_argument("--to", dest="end", metavar="INSTANT", help="inclusive; ISO 8601 with a zone")
    parser.add_argument("--locations", metavar="ID,ID", help="only these stations; default all")
    parser.add_argument("--extraction", metavar="JSON", help="the extractor's last line, instead of the four above")
    parser.add_argument("--raw-parquet", type=Path, metavar="FOLDER", help="documents as Parquet, instead of MongoDB")
    return parser


def _batch(options: argparse.Namespace, problems: list[str]) -> tuple[str, Scope] | None:
    typed = {"--batch": options.batch, "--from": options.start, "--to": options.end, "--locations": options.locations}
    if options.extraction is None:
        return _typed_batch(options, problems)
    problems.extend(f"{name} is in --extraction already" for name, value in typed.items() if value is not None)
    return _extracted_batch(options.extraction, problems)


def _typed_batch(options: argparse.Namespace, problems: list[str]) -> tuple[str, Scope] | None:
    if not options.batch:
        problems.append("--batch is missing; or give the extractor's last line as --extraction")
    start = _instant("--from", options.start, problems)
    end = _instant("--to", options.end, problems)
    if options.locations is not None and not re.fullmatch(r"[1-9]\d{0,15}(,[1-9]\d{0,15})*", options.locations):
        problems.append("--locations is not a list of ids with commas between")
    elif start is not None and end is not None:
        ids = None if options.locations is None else tuple(map(int, options.locations.split(",")))
        return options.batch, _checked(Scope(start, end, ids), problems)
    return None


def _extracted_batch(text: str, problems: list[str]) -> tuple[str, Scope] | None:
    try:
        report = json.loads(text)
        window = report["window"]
        start, end = (_utc(window[name]) for name in ("from", "to"))
        scope = Scope(start, end, tuple(int(one) for one in report["locationIds"]))
        return str(report["batchId"]), _checked(scope, problems)
    except (ValueError, TypeError, KeyError):
        problems.append("--extraction is not the last line of an extractor: batchId, window and locationIds")
        return None


def _checked(scope: Scope, problems: list[str]) -> Scope:
    if scope.start >= scope.end:
        problems.append(f"the window ({scope.start.isoformat()}, {scope.end.isoformat()}] is empty")
    return scope


def _instant(option: str, value: str | None, problems: list[str]) -> datetime | None:
    try:
        return _utc(value or "")
    except ValueError:
        told = "is missing" if value is None else f"is not an ISO 8601 instant with a zone: {value}"
        problems.append(f"{option} {told}")
        return None


def _utc(text: str) -> datetime:
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError
    return instant.astimezone(UTC)


def _connection(
    name: str, variables: Mapping[str, str], parse: Callable[[str], Connection], problems: list[str]
) -> Connection | None:
    value = _secret(name, variables, problems)
    try:
        return None if value is None else parse(value)
    except ValueError as error:
        problems.append(f"{name} {error}")
        return None


def _secret(name: str, variables: Mapping[str, str], problems: list[str]) -> str | None:
    """A variable, or the text of the file that its sibling names. An empty one counts as unset."""
    value, file = variables.get(name), variables.get(f"{name}_FILE")
    if value and file:
        problems.append(f"{name} and {name}_FILE are both set")
    elif file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            problems.append(f"{name}_FILE cannot be read: {error.strerror}")
    elif not value:
        problems.append(f"{name} is not set, nor is {name}_FILE")
    return value or None
