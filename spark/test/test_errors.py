import pytest
from py4j.protocol import Py4JJavaError
from pyspark.sql import SparkSession

from airstar_transform.errors import ConfigurationError, StagingCountError, known_failure


def java_failure(spark: SparkSession, message: str) -> Py4JJavaError:
    """As a job fails whose task failed: the cause of the task is only text."""
    jvm = spark.sparkContext._jvm
    exception = jvm.org.apache.spark.SparkException(message, None)
    error = Py4JJavaError("An error occurred", exception)
    assert error.java_exception.getMessage() == message
    return error


def test_a_failure_of_a_service_is_one_line_that_says_whose(spark: SparkSession) -> None:
    text = "Lost task 0.0 (TID 0): com.mongodb.MongoTimeoutException: Timed out after 30000 ms\n\tat x.y(Z)"
    assert known_failure(java_failure(spark, text)) == (
        "MongoDB cannot be reached; MONGODB_URI must name a server that runs: Timed out after 30000 ms"
    )
    text = "Job aborted\nCaused by: org.postgresql.util.PSQLException: ERROR: permission denied\n\tat x.y(Z)"
    failure = known_failure(java_failure(spark, text))
    assert failure is not None
    assert failure.startswith("PostgreSQL failed;")
    assert failure.endswith(": ERROR: permission denied")


def test_the_reason_is_told_rather_than_who_wrapped_it(spark: SparkSession) -> None:
    wrapper = "com.mongodb.spark.sql.connector.exceptions.MongoSparkException: Partitioning failed"
    text = f"{wrapper}\nCaused by: com.mongodb.MongoSecurityException: Exception authenticating\n"
    failure = known_failure(java_failure(spark, text))
    assert failure is not None
    assert failure.startswith("MongoDB refuses the login;")


def test_what_nobody_knows_stays_as_it_is(spark: SparkSession) -> None:
    assert known_failure(java_failure(spark, "java.lang.OutOfMemoryError: heap")) is None
    assert known_failure(KeyError("unit")) is None


def test_our_own_failures_speak_for_themselves() -> None:
    assert known_failure(StagingCountError("counts differ")) == "counts differ"


@pytest.mark.parametrize(("problems", "heading"), [(["a"], "a problem"), (["a", "b"], "2 problems")])
def test_problems_are_listed_under_a_heading(problems: list[str], heading: str) -> None:
    lines = str(ConfigurationError(problems)).splitlines()
    assert lines == [f"Transform: {heading}", *(f"  {problem}" for problem in problems)]
