import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

SPARK = Path(__file__).resolve().parents[1]
JARS = Path(subprocess.run([SPARK / "fetch-jars"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip())

# Read when the JVM starts: the tests run under the settings of the house, with the drivers of the job.
os.environ["SPARK_CONF_DIR"] = str(SPARK / "conf")
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
# Tests are over before the second compiler has paid for itself.
os.environ["PYSPARK_SUBMIT_ARGS"] = (
    f"--jars {','.join(map(str, JARS.glob('*.jar')))} --driver-java-options -XX:TieredStopAtLevel=1 pyspark-shell"
)


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    builder = SparkSession.builder.master("local[1]").config("spark.sql.shuffle.partitions", "1")
    session = builder.getOrCreate()
    yield session
    session.stop()
