"""Raw documents as the ingestor writes them, with what a test does not care about filled in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pyspark.sql import DataFrame, SparkSession

from airstar_transform.condition import Condition, all_of
from airstar_transform.sources import SCHEMAS, Collection


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def measurement(start: str, minutes: int = 60, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """A reading in UTC."""
    begins = instant(start)
    fields = {
        "_id": f"{changes.get('sensorId', 1)}:{start}:{changes.get('contentHash', '')}",
        "sensorId": 1,
        "locationId": 10,
        "parameterId": 2,
        "parameterName": "pm25",
        "unit": "µg/m³",
        "value": 7.0,
        "hasFlags": False,
        "periodStart": begins,
        "periodEnd": begins + timedelta(minutes=minutes),
        "timezone": "UTC",
        "localDate": begins.date().isoformat(),
        "localHour": begins.hour,
        "utcOffsetMinutes": 0,
        "localHourStart": begins.replace(minute=0),
        "localDayMinutes": 1440,
        "localStandardDate": begins.date().isoformat(),
        "contentHash": "00000000000000aa",
        "source": "api",
        "firstSeenAt": instant("2025-02-01"),
        "lastSeenAt": instant("2025-02-01"),
    }
    return fields | changes


def location(location_id: int = 10, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    fields = {
        "_id": f"{location_id}:{changes.get('contentHash', '')}",
        "locationId": location_id,
        "name": "Centro",
        "timezone": "UTC",
        "countryCode": "MX",
        "countryName": "Mexico",
        "ownerId": 4,
        "ownerName": "SEMADET",
        "providerId": 5,
        "providerName": "Jalisco",
        "isMobile": False,
        "isMonitor": True,
        "latitude": 20.5,
        "longitude": -103.25,
        "instruments": [],
        "licences": [],
        "sensors": [],
        "contentHash": "00000000000000bb",
        "firstSeenAt": instant("2025-02-01"),
        "lastSeenAt": instant("2025-02-01"),
    }
    return fields | changes


class ListedDocuments:
    """A source of documents in memory; remembers under which conditions it was asked."""

    def __init__(self, spark: SparkSession, **documents: list[dict[str, Any]]) -> None:
        self._spark = spark
        self._documents = documents
        self.asked: list[tuple[Collection, list[Condition]]] = []

    def documents(self, collection: Collection, conditions: Sequence[Condition]) -> DataFrame:
        self.asked.append((collection, list(conditions)))
        schema = SCHEMAS[collection]
        rows = [[document.get(name) for name in schema.names] for document in self._documents.get(collection, [])]
        nested = self._spark.createDataFrame(rows, schema)
        return nested.where(all_of(conditions))
