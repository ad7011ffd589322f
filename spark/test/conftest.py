import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

# Read when the JVM starts: the tests run under the settings of the house.
os.environ["SPARK_CONF_DIR"] = str(Path(__file__).resolve().parents[1] / "conf")
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
# Tests are over before the second compiler has paid for itself.
os.environ["PYSPARK_SUBMIT_ARGS"] = "--driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell"


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    builder = SparkSession.builder.master("local[1]").config("spark.sql.shuffle.partitions", "1")
    session = builder.getOrCreate()
    yield session
    session.stop()
