"""What to read, said once: for MongoDB as a `$match`, for Spark as a column."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from typing import Any

from pyspark.sql import Column
from pyspark.sql import functions as F

_COLUMNS: dict[str, Callable[[Column, Any], Column]] = {
    "$gt": lambda field, value: field > value,
    "$gte": lambda field, value: field >= value,
    "$lte": lambda field, value: field <= value,
    "$in": lambda field, values: field.isin(*values),
}


@dataclass(frozen=True)
class Condition:
    """One comparison of a field of a document, by an operator of MongoDB."""

    field: str
    operator: str
    value: datetime | str | int | Sequence[int]


def match_pipeline(conditions: Sequence[Condition]) -> str:
    """An aggregation pipeline in extended JSON that keeps the documents to which all conditions apply."""
    tests = [{one.field: {one.operator: _extended_json(one.value)}} for one in conditions]
    return json.dumps([{"$match": {"$and": tests}}] if tests else [])


def all_of(conditions: Sequence[Condition]) -> Column:
    """The same for a DataFrame of documents."""
    columns = (_COLUMNS[one.operator](F.col(one.field), one.value) for one in conditions)
    return reduce(lambda left, right: left & right, columns, F.lit(True))


def _extended_json(value: object) -> object:
    if isinstance(value, datetime):
        return {"$date": value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")}
    return list(value) if isinstance(value, tuple | list) else value
