"""spark/sql as temporary views: the text is the same as for DuckDB, and stays as it is."""

import json
from collections.abc import Mapping
from pathlib import Path

from pyspark import StorageLevel
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

# Read by the hour, by the day, by the counts and by its own export: computed once.
_PERSISTED = "measurement"


def create_views(spark: SparkSession, inputs: Mapping[str, DataFrame], sql_directory: Path) -> list[str]:
    """Registers the inputs, then each numbered file as the view of its name. Gives the names in order."""
    for name, frame in inputs.items():
        frame.createOrReplaceTempView(name)
    spark.sql((sql_directory / "bridge" / "spark.sql").read_text(encoding="utf-8"))
    files = sorted(sql_directory.glob("[0-9][0-9]_*.sql"))
    for file in files:
        view = spark.sql(file.read_text(encoding="utf-8"))
        name = _name(file)
        if name == _PERSISTED:
            view = view.persist(StorageLevel.MEMORY_AND_DISK)
        view.createOrReplaceTempView(name)
    return [_name(file) for file in files]


def reference_views(spark: SparkSession, file: Path) -> dict[str, DataFrame]:
    """The standards by the names of their views. Broadcast: Spark cannot tell that they are small."""
    tables = json.loads(file.read_text(encoding="utf-8"))
    return {table["name"]: F.broadcast(_reference_table(spark, table)) for table in tables}


def _reference_table(spark: SparkSession, table: dict) -> DataFrame:
    columns = table["columns"]
    schema = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    rows = [[_value(row[name], kind) for name, kind in columns.items()] for row in table["rows"]]
    return spark.createDataFrame(rows, schema)


def _value(value: str | float | None, kind: str) -> str | float | None:
    # JSON writes 75.0 as 75, and Spark takes no integer for a double.
    return float(value) if kind == "DOUBLE" and value is not None else value


def _name(file: Path) -> str:
    return file.stem[3:]
