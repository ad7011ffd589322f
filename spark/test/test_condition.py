import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from pyspark.sql import SparkSession

from airstar_transform.condition import Condition, all_of, match_pipeline


def test_conditions_become_one_match_with_dates_in_utc() -> None:
    zone = timezone(timedelta(hours=-6))
    pipeline = match_pipeline(
        [
            Condition("periodEnd", "$gt", datetime(2025, 3, 1, 18, 0, 0, 5000, zone)),
            Condition("periodEnd", "$lte", datetime(2025, 3, 2, tzinfo=UTC)),
            Condition("locationId", "$in", (7, 8)),
            Condition("localDate", "$gte", "2025-03-01"),
        ]
    )
    assert json.loads(pipeline) == [
        {
            "$match": {
                "$and": [
                    {"periodEnd": {"$gt": {"$date": "2025-03-02T00:00:00.005Z"}}},
                    {"periodEnd": {"$lte": {"$date": "2025-03-02T00:00:00.000Z"}}},
                    {"locationId": {"$in": [7, 8]}},
                    {"localDate": {"$gte": "2025-03-01"}},
                ]
            }
        }
    ]


def test_no_condition_is_no_stage() -> None:
    assert match_pipeline([]) == "[]"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("n", "$gt", 2), [3]),
        (Condition("n", "$gte", 2), [2, 3]),
        (Condition("n", "$lte", 2), [1, 2]),
        (Condition("n", "$in", (1, 3)), [1, 3]),
        (Condition("n", "$in", ()), []),
    ],
)
def test_the_same_condition_filters_a_frame(spark: SparkSession, condition: Condition, expected: list[int]) -> None:
    frame = spark.createDataFrame([[1], [2], [3], [None]], "n bigint")
    assert [row.n for row in frame.where(all_of([condition])).sort("n").collect()] == expected


def test_instants_are_compared_as_instants(spark: SparkSession) -> None:
    frame = spark.createDataFrame([["2025-03-01T00:00:00Z"]], "t string").selectExpr("CAST(t AS TIMESTAMP) AS t")
    at = datetime(2025, 2, 28, 18, tzinfo=timezone(timedelta(hours=-6)))
    assert frame.where(all_of([Condition("t", "$lte", at)])).count() == 1
    assert frame.where(all_of([Condition("t", "$gt", at)])).count() == 0
