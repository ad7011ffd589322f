import json
from pathlib import Path

import pytest
from pyspark.sql.types import ArrayType, LongType, StructType, TimestampType
from pyspark.testing import assertSchemaEqual

from airstar_transform.document_schema import document_schema
from airstar_transform.sources import SCHEMAS


def test_the_fields_of_a_reading_have_the_types_in_which_the_store_keeps_them() -> None:
    types = {field.name: field.dataType.simpleString() for field in SCHEMAS["measurements"]}
    assert types["_id"] == types["contentHash"] == types["source"] == "string"
    assert types["sensorId"] == types["localHour"] == types["expectedCount"] == "bigint"
    assert types["value"] == types["percentCoverage"] == "double"
    assert types["hasFlags"] == "boolean"
    instants = {name for name, kind in types.items() if kind == "timestamp"}
    assert instants == {"periodStart", "periodEnd", "localHourStart", "firstSeenAt", "lastSeenAt"}
    # Civil dates are text in the documents; the views make dates of them.
    assert types["localDate"] == types["localStandardDate"] == "string"


def test_only_what_the_contract_allows_may_be_null() -> None:
    nullable = {field.name for field in SCHEMAS["measurements"] if field.nullable}
    counts = {"expectedCount", "observedCount", "percentComplete", "percentCoverage"}
    assert nullable == counts | {"value", "latitude", "longitude"}


def test_the_lists_of_a_station_are_arrays_of_structs() -> None:
    types = {field.name: field.dataType.simpleString() for field in SCHEMAS["locations"]}
    assert types["instruments"] == "array<struct<instrumentId:bigint,name:string>>"
    assert types["sensors"].startswith("array<struct<sensorId:bigint,name:string,parameterId:bigint,")
    assert types["countryId"] == "bigint"
    assert SCHEMAS["locations"]["countryId"].nullable


def test_both_ways_to_say_null_are_read(tmp_path: Path) -> None:
    schema = {
        "properties": {
            "a": {"type": ["integer", "null"]},
            "b": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
            "c": {"type": "integer", "format": "epoch-milliseconds"},
            "d": {"type": "array", "items": {"type": "object", "properties": {"e": {"type": "integer"}}}},
        }
    }
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema))
    inner = StructType().add("e", LongType(), nullable=False)
    expected = (
        StructType()
        .add("a", LongType())
        .add("b", LongType())
        .add("c", TimestampType(), nullable=False)
        .add("d", ArrayType(inner, containsNull=False), nullable=False)
    )
    assertSchemaEqual(document_schema(file), expected)


def test_a_type_that_nobody_has_thought_of_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "schema.json"
    file.write_text(json.dumps({"properties": {"a": {"type": "set"}}}))
    with pytest.raises(KeyError, match="set"):
        document_schema(file)
