import json
from datetime import date
from pathlib import Path

import pytest
from documents import ListedDocuments, instant, location, measurement
from pyspark.sql import Row, SparkSession
from pyspark.testing import assertDataFrameEqual

from airstar_transform.accounting import count_readings, count_rows, stage_accounting
from airstar_transform.configuration import Scope
from airstar_transform.paths import REFERENCE_TABLES, SQL_DIRECTORY
from airstar_transform.raw_views import raw_views
from airstar_transform.views import create_views, reference_views

NAMES = "location sensor location_licence location_instrument measurement hour day".split()

MEASUREMENTS = [
    # A day of pm25 whose values are its hours, corrected once, with an error code and a value that nobody measured.
    *(measurement(f"2025-01-05T{hour:02}:00", value=float(hour)) for hour in range(22)),
    measurement("2025-01-05T21:00", value=100.0, contentHash="00000000000000ff", lastSeenAt=instant("2025-02-02")),
    measurement("2025-01-05T22:00", value=-999.0),
    measurement("2025-01-05T23:00", value=None, hasFlags=True),
    # Of another day, which the window does not touch.
    measurement("2025-01-07T00:00"),
]

SENSORS = [{"sensorId": 1, "name": "pm25", "parameterId": 2, "parameterName": "pm25", "unit": "ug/m3"}]


@pytest.fixture(scope="module")
def views(spark: SparkSession) -> list[str]:
    source = ListedDocuments(spark, measurements=MEASUREMENTS, locations=[location(sensors=SENSORS)])
    inputs = raw_views(source, Scope(instant("2025-01-05"), instant("2025-01-06"), None))
    return create_views(spark, inputs | reference_views(spark, REFERENCE_TABLES), SQL_DIRECTORY)


def test_each_numbered_file_is_a_view_in_its_order(views: list[str]) -> None:
    assert views == NAMES


def test_versions_read_are_those_handed_on_and_those_replaced(spark: SparkSession, views: list[str]) -> None:
    assert count_readings(spark) == {"read": 25, "produced": 24, "duplicate": 1, "flagged": 2}


def test_rows_are_counted_view_by_view(spark: SparkSession, views: list[str]) -> None:
    expected = dict(zip(NAMES, [1, 1, 0, 0, 24, 24, 1], strict=True))
    assert count_rows(spark, views) == expected


def test_a_day_is_what_duckdb_makes_of_it(spark: SparkSession, views: list[str]) -> None:
    day = spark.table("day").select(
        "sensor_id", "local_date", "unit", "mean", "maximum", "q98", "observed_count", "flagged_count", "is_valid"
    )
    # 0 to 20 and 100; the 98 % lie 0.58 of the way from 20 to 100.
    row = Row(1, date(2025, 1, 5), "µg/m³", round(310 / 22, 6), 100.0, 66.4, 22, 2, True)
    assertDataFrameEqual(day, spark.createDataFrame([row], day.schema))


def test_hours_and_days_read_the_measurements_from_the_cache(spark: SparkSession, views: list[str]) -> None:
    for view in ("hour", "day"):
        plan = spark.table(view)._jdf.queryExecution().withCachedData().toString()
        assert "InMemoryRelation [sensor_id" in plan
        assert "raw_measurement" not in plan.split("InMemoryRelation [sensor_id")[0]


def test_standards_are_the_committed_ones_with_their_types(spark: SparkSession) -> None:
    committed = json.loads(Path(REFERENCE_TABLES).read_text(encoding="utf-8"))
    tables = reference_views(spark, REFERENCE_TABLES)
    assert list(tables) == [table["name"] for table in committed]
    names = {"STRING": "string", "DOUBLE": "double", "INT": "int"}
    for table in committed:
        frame = tables[table["name"]]
        assert frame.dtypes == [(name, names[kind]) for name, kind in table["columns"].items()]
        assert frame.count() == len(table["rows"])
    assert tables["ref_completeness"].first().threshold_percent == 75.0


def test_the_accounting_has_the_fields_of_every_stage() -> None:
    readings = {"read": 3, "produced": 2, "duplicate": 1, "flagged": 0}
    assert stage_accounting("b1", readings, 4, 1.23456) == {
        "stage": "transform",
        "batchId": "b1",
        "read": 3,
        "produced": 2,
        "rejected": 0,
        "duplicate": 1,
        "inserted": 0,
        "updated": 0,
        "unchanged": 0,
        "flagged": 0,
        "locations": 4,
        "requests": 0,
        "seconds": 1.235,
    }
