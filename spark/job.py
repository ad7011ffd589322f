"""Transforms one batch: raw documents of MongoDB, through spark/sql, into staging tables of PostgreSQL."""

import json
import os
import sys

from pyspark.sql import SparkSession

from airstar_transform.configuration import read_configuration
from airstar_transform.errors import ConfigurationError
from airstar_transform.failures import known_failure
from airstar_transform.run import run


def main() -> int:
    try:
        configuration = read_configuration(sys.argv[1:], os.environ)
    except ConfigurationError as error:
        print(error, file=sys.stderr)
        return 2
    spark = SparkSession.builder.appName(f"airstar transform {configuration.batch_id}").getOrCreate()
    try:
        accounting = run(spark, configuration)
    except Exception as error:
        failure = known_failure(error)
        if failure is None:
            raise
        print(failure.line, file=sys.stderr)
        return 1 if failure.is_retriable else 4
    finally:
        spark.stop()
    # Last of all: whoever started us reads this line, and nothing may follow it.
    print(json.dumps(accounting), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
