"""What the job did with the readings of a batch: `StageAccounting` of packages/schemas."""

from pyspark.sql import SparkSession

READINGS = """
    SELECT coalesce(sum(version_count), 0) AS read, count(*) AS produced, count_if(flags <> 0) AS flagged
    FROM measurement"""


def count_rows(spark: SparkSession, views: list[str]) -> dict[str, int]:
    """Rows of each view, in one job."""
    counts = " UNION ALL ".join(f"SELECT '{view}' AS view, count(*) AS total FROM {view}" for view in views)
    return {row.view: row.total for row in spark.sql(counts).collect()}


def count_readings(spark: SparkSession) -> dict[str, int]:
    """What was read, handed on and replaced by a later version. Fills the cache of `measurement`."""
    row = spark.sql(READINGS).first()
    return {
        "read": row.read,
        "produced": row.produced,
        "duplicate": row.read - row.produced,
        "flagged": row.flagged,
    }


def stage_accounting(batch_id: str, readings: dict[str, int], locations: int, seconds: float) -> dict[str, object]:
    """One line of JSON. What does not apply to a transform is 0."""
    return {
        "stage": "transform",
        "batchId": batch_id,
        "read": readings["read"],
        "produced": readings["produced"],
        "rejected": 0,
        "duplicate": readings["duplicate"],
        "inserted": 0,
        "updated": 0,
        "unchanged": 0,
        "flagged": readings["flagged"],
        "locations": locations,
        "requests": 0,
        "seconds": round(seconds, 3),
    }
