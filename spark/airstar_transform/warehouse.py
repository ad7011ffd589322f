"""The staging tables: rows by Spark's JDBC writer, counts and manifest by a connection of the driver."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from py4j.java_gateway import JavaObject
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from airstar_transform.configuration import Scope
from airstar_transform.connections import PostgresConnection
from airstar_transform.errors import StagingAbsentError, StagingCountError

_DRIVER = "org.postgresql.Driver"
_OWN_COLUMNS = ("batch_id", "attempt_id", "staged_at")

_COLUMNS = """
    select table_name, column_name from information_schema.columns
    where table_schema = 'staging' and table_name <> 'manifest' order by table_name, ordinal_position"""

_MANIFEST = """
    insert into staging.manifest (batch_id, attempt_id, counts, window_from, window_to, location_ids)
    values (?, ?, ?::jsonb, ?::timestamptz, ?::timestamptz, ?::bigint[])
    on conflict (batch_id) do update set
      attempt_id = excluded.attempt_id, counts = excluded.counts, window_from = excluded.window_from,
      window_to = excluded.window_to, location_ids = excluded.location_ids, created_at = now(), published_at = null"""


@dataclass(frozen=True)
class Attempt:
    """Whose rows they are. Each try has another id: rows of an earlier one are left over, not mixed in."""

    batch_id: str
    attempt_id: str


class Warehouse:
    """One database with staging tables."""

    def __init__(self, spark: SparkSession, connection: PostgresConnection) -> None:
        self._spark = spark
        self._connection = connection

    def staging_columns(self) -> dict[str, list[str]]:
        """The columns to write, by table, in order. Also the first sign that the database is there and migrated."""
        columns: dict[str, list[str]] = {}
        with self._connect() as java:
            for table, column in _rows(_prepared(java, _COLUMNS), 2):
                columns.setdefault(table, [])
                if column not in _OWN_COLUMNS:
                    columns[table].append(column)
        if not columns:
            raise StagingAbsentError(
                "Staging: no staging tables that this login may write; run the loader's migrate first"
            )
        return columns

    def write(self, attempt: Attempt, table: str, rows: DataFrame) -> None:
        """Appends rows to a staging table: a transaction for each partition, a connection for each core at work."""
        own = [F.lit(attempt.batch_id).alias("batch_id"), F.lit(attempt.attempt_id).alias("attempt_id")]
        target = {"url": self._connection.url, "dbtable": f"staging.{table}", "driver": _DRIVER, "batchsize": "5000"}
        writer = rows.select(*own, *rows.columns).write.format("jdbc").mode("append")
        writer.options(**target, **self._connection.login).save()

    def commit(self, attempt: Attempt, scope: Scope, expected: dict[str, int]) -> None:
        """Counts the rows in the database and, where they are those expected, writes the manifest: last, in one go."""
        with self._connect() as java:
            java.setAutoCommit(False)
            found = {table: _count(java, attempt, table) for table in expected}
            differing = [
                f"{name} {found[name]} instead of {rows}" for name, rows in expected.items() if found[name] != rows
            ]
            if differing:
                raise StagingCountError(
                    f"Staging batch {attempt.batch_id}, attempt {attempt.attempt_id}: the database holds "
                    f"{', '.join(differing)} rows. Nothing of it counts; run the transform again."
                )
            ids = None if scope.location_ids is None else "{" + ",".join(map(str, scope.location_ids)) + "}"
            window = (scope.start.isoformat(), scope.end.isoformat())
            statement = _prepared(
                java, _MANIFEST, attempt.batch_id, attempt.attempt_id, json.dumps(found), *window, ids
            )
            statement.executeUpdate()
            java.commit()

    @contextmanager
    def _connect(self) -> Iterator[JavaObject]:
        jvm = self._spark.sparkContext._jvm
        # The driver came by --jars, where DriverManager alone does not look.
        jvm.org.apache.spark.sql.execution.datasources.jdbc.DriverRegistry.register(_DRIVER)
        properties = jvm.java.util.Properties()
        for name, value in self._connection.login.items():
            properties.setProperty(name, value)
        java = jvm.java.sql.DriverManager.getConnection(self._connection.url, properties)
        try:
            yield java
        finally:
            # Without a commit this takes back what was begun.
            java.close()


def _prepared(java: JavaObject, sql: str, *values: str | None) -> JavaObject:
    statement = java.prepareStatement(sql)
    for index, value in enumerate(values, start=1):
        statement.setString(index, value)
    return statement


def _rows(statement: JavaObject, width: int) -> list[list[str]]:
    result = statement.executeQuery()
    rows = []
    while result.next():
        rows.append([result.getString(column) for column in range(1, width + 1)])
    return rows


def _count(java: JavaObject, attempt: Attempt, table: str) -> int:
    sql = f'select count(*) from staging."{table}" where batch_id = ? and attempt_id = ?'
    return int(_rows(_prepared(java, sql, attempt.batch_id, attempt.attempt_id), 1)[0][0])
