"""The steps of the job, in order."""

import time
import uuid

from pyspark.sql import SparkSession

from airstar_transform.accounting import count_readings, count_rows, stage_accounting
from airstar_transform.configuration import Configuration
from airstar_transform.paths import REFERENCE_TABLES, SQL_DIRECTORY
from airstar_transform.raw_views import raw_views
from airstar_transform.sources import open_source
from airstar_transform.views import create_views, reference_views
from airstar_transform.warehouse import Attempt, Warehouse


def run(spark: SparkSession, configuration: Configuration) -> dict[str, object]:
    """Stages one batch and gives the accounting. Before its last step, the manifest, nothing of it counts."""
    started = time.monotonic()
    warehouse = Warehouse(spark, configuration.warehouse)
    columns = warehouse.staging_columns()
    inputs = raw_views(open_source(spark, configuration.raw), configuration.scope)
    views = create_views(spark, inputs | reference_views(spark, REFERENCE_TABLES), SQL_DIRECTORY)
    readings = count_readings(spark)
    expected = count_rows(spark, views)
    attempt = Attempt(configuration.batch_id, f"spark-{uuid.uuid4()}")
    for table in views:
        warehouse.write(attempt, table, spark.table(table).select(*columns[table]))
    warehouse.commit(attempt, configuration.scope, expected)
    spark.catalog.clearCache()
    return stage_accounting(attempt.batch_id, readings, expected["location"], time.monotonic() - started)
