from pathlib import Path

import pytest
from documents import ListedDocuments, location, measurement
from pyspark.errors import AnalysisException
from pyspark.sql import SparkSession
from pyspark.testing import assertDataFrameEqual

from airstar_transform.condition import Condition
from airstar_transform.connections import MongoConnection
from airstar_transform.sources import SCHEMAS, MongoSource, ParquetSource, open_source


def test_documents_in_parquet_are_those_of_the_store(spark: SparkSession, tmp_path: Path) -> None:
    readings = [measurement("2025-01-05T10:00"), measurement("2025-01-06T10:00", sensorId=2)]
    licences = [{"licenceId": 1, "name": "CC0"}]
    listed = ListedDocuments(spark, measurements=readings, locations=[location(licences=licences)])
    for collection in ("measurements", "locations"):
        listed.documents(collection, []).write.parquet(str(tmp_path / collection))
    source = open_source(spark, tmp_path)
    assert isinstance(source, ParquetSource)
    second = [Condition("sensorId", "$in", (2,))]
    assertDataFrameEqual(source.documents("measurements", second), listed.documents("measurements", second))
    assertDataFrameEqual(source.documents("locations", []), listed.documents("locations", []))
    # Files may hold nulls anywhere; the types are the same.
    names = source.documents("locations", []).schema.simpleString()
    assert names == SCHEMAS["locations"].simpleString()


def test_a_folder_that_is_not_there_is_named(spark: SparkSession, tmp_path: Path) -> None:
    with pytest.raises(AnalysisException, match="nowhere"):
        ParquetSource(spark, tmp_path / "nowhere").documents("measurements", [])


def test_a_connection_opens_mongodb(spark: SparkSession) -> None:
    assert isinstance(open_source(spark, MongoConnection("mongodb://mongo", "airstar", None)), MongoSource)
