import pytest
from py4j.java_gateway import JavaObject
from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from airstar_transform.connections import postgres_connection
from airstar_transform.errors import StagingAbsentError, StagingCountError
from airstar_transform.failures import Failure, known_failure
from airstar_transform.warehouse import Warehouse


def java_failure(spark: SparkSession, message: str, cause: JavaObject | None = None) -> Py4JJavaError:
    """As a job fails whose task failed: the cause of the task may be only text."""
    jvm = spark.sparkContext._jvm
    exception = jvm.org.apache.spark.SparkException(message, cause)
    error = Py4JJavaError("An error occurred", exception)
    assert error.java_exception.getMessage() == message
    return error


def postgresql(spark: SparkSession, message: str, state: str) -> JavaObject:
    """An error of the driver with a state of the server."""
    driver = spark.sparkContext._jvm.org.postgresql.util
    said = driver.ServerErrorMessage(f"SFATAL\0C{state}\0M{message.removeprefix('FATAL: ')}\0")
    return driver.PSQLException(said)


def failure_of(error: BaseException) -> Failure:
    failure = known_failure(error)
    assert failure is not None
    return failure


def test_a_failure_of_a_service_is_one_line_that_says_whose(spark: SparkSession) -> None:
    text = "Lost task 0.0 (TID 0): com.mongodb.MongoTimeoutException: Timed out after 30000 ms\n\tat x.y(Z)"
    assert known_failure(java_failure(spark, text)) == Failure(
        "MongoDB cannot be reached; MONGODB_URI must name a server that runs: Timed out after 30000 ms",
        is_retriable=True,
    )
    text = "Job aborted\nCaused by: org.postgresql.util.PSQLException: ERROR: deadlock\n  detected\n\tat x.y(Z)"
    assert known_failure(java_failure(spark, text)) == Failure(
        "PostgreSQL failed; DATABASE_URL must name a database that runs, migrated by the loader: ERROR: deadlock",
        is_retriable=True,
    )


def test_the_reason_is_told_rather_than_who_wrapped_it(spark: SparkSession) -> None:
    wrapper = "com.mongodb.spark.sql.connector.exceptions.MongoSparkException: Partitioning failed"
    text = f"{wrapper}\nCaused by: com.mongodb.MongoSecurityException: Exception authenticating\n"
    failure = failure_of(java_failure(spark, text))
    assert failure.line.startswith("MongoDB refuses the login;")
    assert not failure.is_retriable


def test_a_login_that_breaks_off_is_worth_another_try(spark: SparkSession) -> None:
    authenticating = "com.mongodb.MongoSecurityException: Exception authenticating"
    text = f"{authenticating}\nCaused by: com.mongodb.MongoSocketReadException: closed"
    failure = failure_of(java_failure(spark, text))
    assert failure == Failure("MongoDB failed; run again once it answers: closed", is_retriable=True)


@pytest.mark.parametrize(
    ("state", "says"),
    [
        ("28P01", "refuses the login;"),
        ("28000", "refuses the login;"),
        ("42501", "does not let this login stage;"),
        ("3D000", "lacks what is asked for;"),
        ("3F000", "lacks what is asked for;"),
        ("42P01", "lacks what is asked for;"),
    ],
)
def test_what_postgresql_refuses_is_not_worth_another_try(spark: SparkSession, state: str, says: str) -> None:
    cause = spark.sparkContext._jvm.java.sql.SQLException("wrapped", postgresql(spark, "FATAL: no", state))
    failure = failure_of(java_failure(spark, "Job aborted", cause))
    assert failure.line.startswith(f"PostgreSQL {says}")
    assert failure.line.endswith(": FATAL: no")
    assert not failure.is_retriable


@pytest.mark.parametrize("state", ["57P03", "53300", "08006", "40001"])
def test_a_postgresql_that_starts_is_full_or_away_is_worth_another_try(spark: SparkSession, state: str) -> None:
    failure = failure_of(java_failure(spark, "Job aborted", postgresql(spark, "FATAL: wait", state)))
    assert failure.line.startswith("PostgreSQL failed;")
    assert failure.is_retriable


def test_a_server_that_is_not_there_is_worth_another_try(spark: SparkSession) -> None:
    connection = postgres_connection("postgresql://airstar:opensesame@127.0.0.1:9/airstar")
    with pytest.raises(Py4JJavaError) as caught:
        Warehouse(spark, connection).staging_columns()
    failure = failure_of(caught.value)
    assert failure.is_retriable
    assert "Connection to 127.0.0.1:9 refused" in failure.line
    assert "opensesame" not in failure.line


@pytest.mark.parametrize(
    ("code", "name", "is_retriable"), [(13, "Unauthorized", False), (91, "ShutdownInProgress", True)]
)
def test_a_right_that_mongodb_refuses_is_not_worth_another_try(
    spark: SparkSession, code: int, name: str, is_retriable: bool
) -> None:
    jvm = spark.sparkContext._jvm
    answer = jvm.org.bson.BsonDocument.parse(f'{{ok: 0, code: {code}, codeName: "{name}", errmsg: "no"}}')
    cause = jvm.com.mongodb.MongoCommandException(answer, jvm.com.mongodb.ServerAddress("127.0.0.1", 9))
    failure = failure_of(java_failure(spark, "Job aborted", cause))
    assert f"error {code} ({name})" in failure.line
    assert failure.is_retriable is is_retriable


def test_what_nobody_knows_stays_as_it_is(spark: SparkSession) -> None:
    assert known_failure(java_failure(spark, "java.lang.OutOfMemoryError: heap")) is None
    assert known_failure(KeyError("unit")) is None


def test_our_own_failures_speak_for_themselves() -> None:
    assert known_failure(StagingCountError("counts differ")) == Failure("counts differ", is_retriable=True)
    assert known_failure(StagingAbsentError("no tables")) == Failure("no tables", is_retriable=False)
