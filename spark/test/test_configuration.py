import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from airstar_transform.configuration import Scope, read_configuration
from airstar_transform.connections import MongoConnection
from airstar_transform.errors import ConfigurationError

BATCH = ["--batch", "b1", "--from", "2025-03-01T00:00:00Z", "--to", "2025-03-02T00:00:00-06:00"]
SERVICES = {
    "MONGODB_URI": "mongodb://reader:hunter2@mongo:27017/?authSource=admin",
    "DATABASE_URL": "postgresql://stager:p%40ss@db:5433/airstar?sslmode=require",
}
EXTRACTION = {
    "batchId": "b2",
    "window": {"from": "2025-03-01T00:00:00.000Z", "to": "2025-03-02T00:00:00.000Z"},
    "locationIds": [7, 8],
    "endOffsets": [],
}


def problems_of(arguments: list[str], variables: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigurationError) as raised:
        read_configuration(arguments, variables)
    return raised.value.problems


def test_a_batch_is_typed_with_instants_of_any_zone() -> None:
    configuration = read_configuration([*BATCH, "--locations", "7,8"], SERVICES)
    assert configuration.batch_id == "b1"
    assert configuration.scope == Scope(datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 3, 2, 6, tzinfo=UTC), (7, 8))
    assert read_configuration(BATCH, SERVICES).scope.location_ids is None


def test_the_last_line_of_the_extractor_says_it_all() -> None:
    configuration = read_configuration(["--extraction", json.dumps(EXTRACTION)], SERVICES)
    assert configuration.batch_id == "b2"
    assert configuration.scope == Scope(datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 3, 2, tzinfo=UTC), (7, 8))


def test_an_extraction_without_stations_is_no_extraction_of_all() -> None:
    text = json.dumps({**EXTRACTION, "locationIds": []})
    assert read_configuration(["--extraction", text], SERVICES).scope.location_ids == ()


def test_every_problem_is_told_at_once() -> None:
    found = problems_of(["--from", "yesterday", "--to", "2025-03-02T00:00:00"], {"DATABASE_URL": "mysql://db/airstar"})
    assert found == [
        "--batch is missing; or give the extractor's last line as --extraction",
        "--from is not an ISO 8601 instant with a zone: yesterday",
        "--to is not an ISO 8601 instant with a zone: 2025-03-02T00:00:00",
        "MONGODB_URI is not set, nor is MONGODB_URI_FILE",
        "DATABASE_URL is not a postgresql://user:password@host:port/database URL",
    ]


@pytest.mark.parametrize(("start", "end"), [("02", "02"), ("03", "02")])
def test_an_empty_window_is_refused(start: str, end: str) -> None:
    arguments = ["--batch", "b", "--from", f"2025-03-{start}T00:00Z", "--to", f"2025-03-{end}T00:00Z"]
    (problem,) = problems_of(arguments, SERVICES)
    assert problem.startswith("the window (2025-03-")
    assert problem.endswith("] is empty")
    window = {"from": f"2025-03-{start}T00:00Z", "to": f"2025-03-{end}T00:00Z"}
    assert "is empty" in problems_of(["--extraction", json.dumps({**EXTRACTION, "window": window})], SERVICES)[0]


def test_an_extraction_has_instants_with_a_zone() -> None:
    text = json.dumps({**EXTRACTION, "window": {"from": "2025-03-01T00:00", "to": "2025-03-02T00:00"}})
    assert problems_of(["--extraction", text], SERVICES)[0].startswith("--extraction is not")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"batchId":"b"}', '"b2"', '{"batchId":"b","window":{}}'])
def test_what_is_no_extraction_is_refused(text: str) -> None:
    assert problems_of(["--extraction", text], SERVICES) == [
        "--extraction is not the last line of an extractor: batchId, window and locationIds"
    ]


@pytest.mark.parametrize("ids", ["", "7,", "0", "7 8", "-1", "x", "99999999999999999"])
def test_stations_are_ids(ids: str) -> None:
    assert problems_of([*BATCH, "--locations", ids], SERVICES) == [
        "--locations is not a list of ids with commas between"
    ]


def test_an_extraction_and_a_window_exclude_each_other() -> None:
    found = problems_of(["--extraction", json.dumps(EXTRACTION), "--batch", "b1", "--locations", "7"], SERVICES)
    assert found == ["--batch is in --extraction already", "--locations is in --extraction already"]


def test_an_unknown_option_is_a_problem_like_any_other() -> None:
    assert problems_of([*BATCH, "--fast"], SERVICES) == ["unrecognized arguments: --fast"]


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "uri"
    file.write_text("mongodb://mongo/raw\n")
    variables = {"MONGODB_URI": "", "MONGODB_URI_FILE": str(file), "DATABASE_URL": SERVICES["DATABASE_URL"]}
    assert read_configuration(BATCH, variables).raw == MongoConnection("mongodb://mongo/raw", "raw", None)


def test_a_secret_is_said_once_and_its_file_is_there(tmp_path: Path) -> None:
    both = {**SERVICES, "MONGODB_URI_FILE": "/x", "DATABASE_URL": "", "DATABASE_URL_FILE": str(tmp_path / "none")}
    assert problems_of(BATCH, both) == [
        "MONGODB_URI and MONGODB_URI_FILE are both set",
        "DATABASE_URL_FILE cannot be read: No such file or directory",
    ]


def test_no_value_of_a_variable_is_repeated() -> None:
    variables = {"MONGODB_URI": "postgresql://u:hunter2@db", "DATABASE_URL": "postgresql://u:hunter2@db:port/x"}
    assert "hunter2" not in str(problems_of(BATCH, variables))
    assert "hunter2" not in repr(read_configuration(BATCH, SERVICES))
    assert "p@ss" not in repr(read_configuration(BATCH, SERVICES))


def test_postgres_is_reached_by_a_url_without_its_login() -> None:
    warehouse = read_configuration(BATCH, SERVICES).warehouse
    assert warehouse.url == "jdbc:postgresql://db:5433/airstar?sslmode=require&reWriteBatchedInserts=true"
    assert warehouse.login == {"user": "stager", "password": "p@ss"}


def test_parquet_files_need_no_store() -> None:
    configuration = read_configuration([*BATCH, "--raw-parquet", "/raw"], {"DATABASE_URL": SERVICES["DATABASE_URL"]})
    assert configuration.raw == Path("/raw")


def test_the_database_and_the_partitioner_are_settings() -> None:
    variables = {**SERVICES, "SPARK_PARTITIONER": "SinglePartitionPartitioner"}
    connection = read_configuration(BATCH, variables).raw
    assert isinstance(connection, MongoConnection)
    assert (connection.database, connection.partitioner) == ("airstar", "SinglePartitionPartitioner")
