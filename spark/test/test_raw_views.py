from datetime import date, datetime

import pytest
from documents import ListedDocuments, instant, location, measurement
from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.testing import assertDataFrameEqual

from airstar_transform.configuration import Scope
from airstar_transform.raw_views import list_view, location_view, measurement_view, raw_views


def scope(start: str, end: str, *location_ids: int) -> Scope:
    return Scope(instant(start), instant(end), location_ids or None)


def ends(frame: DataFrame) -> list[tuple[int, datetime]]:
    rows = frame.select("sensor_id", "period_end").sort("sensor_id", "period_end", "content_hash").collect()
    return [(row.sensor_id, row.period_end.strftime("%dT%H")) for row in rows]


def test_a_day_is_read_whole_when_one_period_of_it_ends_in_the_window(spark: SparkSession) -> None:
    source = ListedDocuments(
        spark,
        measurements=[
            measurement("2025-01-04T23:00"),
            measurement("2025-01-05T00:00"),
            measurement("2025-01-05T12:00"),
            measurement("2025-01-05T23:00"),
            measurement("2025-01-06T00:00"),
            measurement("2025-01-05T03:00", sensorId=2),
        ],
    )
    # 23:00 of the 4th ends at the open start of the window, noon of the 5th inside.
    view = measurement_view(source, scope("2025-01-05T00:00", "2025-01-05T13:00"))
    assert ends(view) == [(1, "05T01"), (1, "05T13"), (1, "06T00"), (2, "05T04")]


def test_the_end_of_the_window_belongs_to_it_and_its_start_does_not(spark: SparkSession) -> None:
    source = ListedDocuments(
        spark, measurements=[measurement("2025-01-05T10:00", sensorId=1), measurement("2025-01-06T10:00", sensorId=2)]
    )
    assert ends(measurement_view(source, scope("2025-01-05T11:00", "2025-01-06T11:00"))) == [(2, "06T11")]


def test_a_period_longer_than_a_day_belongs_to_the_day_of_its_start(spark: SparkSession) -> None:
    week = 7 * 24 * 60
    source = ListedDocuments(
        spark,
        measurements=[
            measurement("2025-01-01T00:00", week),
            measurement("2025-01-01T05:00"),
            measurement("2025-01-07T05:00"),
        ],
    )
    assert ends(measurement_view(source, scope("2025-01-07T23:00", "2025-01-08T00:00"))) == [(1, "01T06"), (1, "08T00")]


def test_every_version_is_shown(spark: SparkSession) -> None:
    versions = [measurement("2025-01-05T10:00", contentHash=name) for name in ("00000000000000aa", "00000000000000ab")]
    view = measurement_view(ListedDocuments(spark, measurements=versions), scope("2025-01-05", "2025-01-06"))
    assert sorted(row.content_hash for row in view.collect()) == ["00000000000000aa", "00000000000000ab"]


def test_stations_limit_what_is_touched_and_a_moved_sensor_keeps_its_day(spark: SparkSession) -> None:
    source = ListedDocuments(
        spark,
        measurements=[
            measurement("2025-01-05T10:00", locationId=10),
            measurement("2025-01-05T11:00", locationId=11),
            measurement("2025-01-05T10:00", sensorId=2, locationId=11),
        ],
    )
    assert ends(measurement_view(source, scope("2025-01-05", "2025-01-06", 10))) == [(1, "05T11"), (1, "05T12")]


def test_the_window_and_then_its_days_are_what_the_store_is_asked_for(spark: SparkSession) -> None:
    readings = [measurement("2025-01-05T10:00", sensorId=3), measurement("2025-01-07T10:00", sensorId=4)]
    source = ListedDocuments(spark, measurements=readings)
    measurement_view(source, scope("2025-01-05", "2025-01-08", 10))
    (_, touched), (_, days) = source.asked
    assert [(one.field, one.operator) for one in touched] == [
        ("periodEnd", "$gt"),
        ("periodEnd", "$lte"),
        ("locationId", "$in"),
    ]
    assert [(one.field, one.operator, one.value) for one in days[:3]] == [
        ("localDate", "$gte", "2025-01-05"),
        ("localDate", "$lte", "2025-01-07"),
        # Where the clocks are 14 hours ahead the 5th begins at 10:00 of the 4th.
        ("periodEnd", "$gt", instant("2025-01-04T10:00")),
    ]
    assert days[3].field == "sensorId"
    assert sorted(days[3].value) == [3, 4]


def test_thousands_of_sensors_are_not_named_one_by_one(spark: SparkSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("airstar_transform.raw_views._MOST_SENSORS_NAMED", 1)
    readings = [measurement("2025-01-05T10:00", sensorId=sensor) for sensor in (1, 2)]
    source = ListedDocuments(spark, measurements=readings)
    assert measurement_view(source, scope("2025-01-05", "2025-01-06")).count() == 2
    assert {one.field for one in source.asked[1][1]} == {"localDate", "periodEnd"}


def test_the_first_reading_of_a_day_far_in_the_east_is_read(spark: SparkSession) -> None:
    kiritimati = {"localDate": "2025-01-05", "localStandardDate": "2025-01-05", "utcOffsetMinutes": 840}
    readings = [measurement("2025-01-04T10:00", 1, **kiritimati), measurement("2025-01-05T09:00", **kiritimati)]
    view = measurement_view(
        ListedDocuments(spark, measurements=readings), scope("2025-01-05T09:00", "2025-01-05T10:00")
    )
    assert view.count() == 2


def test_an_untouched_window_gives_no_readings(spark: SparkSession) -> None:
    source = ListedDocuments(spark, measurements=[measurement("2025-01-05T10:00")])
    assert measurement_view(source, scope("2025-02-05", "2025-02-06")).count() == 0


def test_a_reading_has_the_columns_of_the_contract_with_dates_as_dates(spark: SparkSession) -> None:
    view = measurement_view(
        ListedDocuments(spark, measurements=[measurement("2025-01-05T10:00")]), scope("2025-01-05", "2025-01-06")
    )
    assert (
        view.columns
        == (
            "sensor_id location_id parameter_id parameter_name unit value has_flags period_start period_end local_date "
            "local_hour utc_offset_minutes local_hour_start local_day_minutes local_standard_date content_hash source "
            "first_seen_at last_seen_at"
        ).split()
    )
    row = view.first()
    assert row.local_date == row.local_standard_date == date(2025, 1, 5)
    assert row.content_hash == "00000000000000aa"


def test_the_lists_of_a_station_become_rows_with_its_version(spark: SparkSession) -> None:
    licences = [
        {"licenceId": 1, "name": "CC BY 4.0", "attributionName": "A", "dateFrom": "2020-01-01"},
        {"licenceId": 2, "name": "ODbL"},
    ]
    documents = [location(licences=licences), location(11, licences=[])]
    frame = ListedDocuments(spark, locations=documents).documents("locations", [])
    fields = "licenceId name attributionName attributionUrl dateFrom dateTo".split()
    names = "location_id content_hash last_seen_at licence_id name attribution_name attribution_url date_from date_to"
    seen = instant("2025-02-01").replace(tzinfo=None)
    expected = [
        Row(10, "00000000000000bb", seen, 1, "CC BY 4.0", "A", None, "2020-01-01", None),
        Row(10, "00000000000000bb", seen, 2, "ODbL", None, None, None, None),
    ]
    view = list_view(frame, "licences", fields)
    assert view.columns == names.split()
    assertDataFrameEqual(view, spark.createDataFrame(expected, view.schema))


def test_stations_outside_the_list_are_not_described(spark: SparkSession) -> None:
    source = ListedDocuments(spark, locations=[location(10), location(11)])
    views = raw_views(source, scope("2025-01-05", "2025-01-06", 11))
    assert [row.location_id for row in views["raw_location"].collect()] == [11]
    assert set(views) == {
        "raw_measurement",
        "raw_location",
        "raw_sensor",
        "raw_location_licence",
        "raw_location_instrument",
    }


def test_a_station_is_flat(spark: SparkSession) -> None:
    frame = ListedDocuments(spark, locations=[location()]).documents("locations", [])
    view = location_view(frame)
    assert [name for name, kind in view.dtypes if kind.startswith("array")] == []
    assert (view.first().country_id, view.first().is_monitor) == (None, True)
