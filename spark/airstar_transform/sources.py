"""Raw documents, from where they are. Explicit schemas: nothing is guessed from a sample."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Protocol

from pyspark.sql import DataFrame, SparkSession

from airstar_transform.condition import Condition, all_of, match_pipeline
from airstar_transform.connections import MongoConnection
from airstar_transform.document_schema import document_schema
from airstar_transform.paths import LOCATION_SCHEMA, MEASUREMENT_SCHEMA

Collection = Literal["measurements", "locations"]
SCHEMAS = {"measurements": document_schema(MEASUREMENT_SCHEMA), "locations": document_schema(LOCATION_SCHEMA)}

_PARTITIONERS = "com.mongodb.spark.sql.connector.read.partitioner"


class DocumentSource(Protocol):
    """Reads the documents of a collection to which all conditions apply."""

    def documents(self, collection: Collection, conditions: Sequence[Condition]) -> DataFrame: ...


def open_source(spark: SparkSession, raw: MongoConnection | Path) -> DocumentSource:
    return ParquetSource(spark, raw) if isinstance(raw, Path) else MongoSource(spark, raw)


class MongoSource:
    """By the MongoDB Spark connector; the conditions are sent to the server."""

    def __init__(self, spark: SparkSession, connection: MongoConnection) -> None:
        self._spark = spark
        self._options = {"connection.uri": connection.uri, "database": connection.database}
        if connection.partitioner is not None:
            self._options["partitioner"] = f"{_PARTITIONERS}.{connection.partitioner}"

    def documents(self, collection: Collection, conditions: Sequence[Condition]) -> DataFrame:
        reader = self._spark.read.format("mongodb").schema(SCHEMAS[collection]).options(**self._options)
        return reader.option("collection", collection).option("aggregation.pipeline", match_pipeline(conditions)).load()


class ParquetSource:
    """Folders `measurements` and `locations` of Parquet files with the same documents; instants adjusted to UTC."""

    def __init__(self, spark: SparkSession, folder: Path) -> None:
        self._spark = spark
        self._folder = folder

    def documents(self, collection: Collection, conditions: Sequence[Condition]) -> DataFrame:
        files = self._spark.read.schema(SCHEMAS[collection]).parquet(str(self._folder / collection))
        return files.where(all_of(conditions))
