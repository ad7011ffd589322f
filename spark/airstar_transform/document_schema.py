"""Spark's types for our raw documents, from the JSON Schema that packages/schemas commits."""

import json
from pathlib import Path
from typing import Any

from pyspark.sql.types import (
    ArrayType,
    BooleanType,
    DataType,
    DoubleType,
    LongType,
    StringType,
    StructField,
    StructType,
    TimestampType,
)

_SCALARS = {"string": StringType(), "integer": LongType(), "number": DoubleType(), "boolean": BooleanType()}


def document_schema(path: Path) -> StructType:
    """The documents that a JSON Schema describes: instants are timestamps, civil dates are text."""
    return _struct(json.loads(path.read_text(encoding="utf-8")))


def _struct(schema: dict[str, Any]) -> StructType:
    return StructType([_field(name, each) for name, each in schema["properties"].items()])


def _field(name: str, schema: dict[str, Any]) -> StructField:
    shape, is_nullable = _without_null(schema)
    return StructField(name, _data_type(shape), is_nullable)


def _without_null(schema: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """JSON Schema says "or null" in two ways."""
    if "anyOf" in schema:
        (shape,) = (one for one in schema["anyOf"] if one.get("type") != "null")
        return shape, len(schema["anyOf"]) > 1
    if isinstance(schema["type"], list):
        (name,) = (one for one in schema["type"] if one != "null")
        return {**schema, "type": name}, "null" in schema["type"]
    return schema, False


def _data_type(schema: dict[str, Any]) -> DataType:
    if schema.get("format") == "epoch-milliseconds":
        return TimestampType()
    if schema["type"] == "object":
        return _struct(schema)
    if schema["type"] == "array":
        return ArrayType(_data_type(schema["items"]), containsNull=False)
    return _SCALARS[schema["type"]]
