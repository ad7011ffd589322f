"""Raw documents as the flat views that spark/sql reads (see its README)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from airstar_transform.condition import Condition
from airstar_transform.configuration import Scope
from airstar_transform.sources import DocumentSource

# More sensors than this would make a condition longer than it is worth.
_MOST_SENSORS_NAMED = 5_000

# A local day begins this long before the same day of UTC, at most.
_FARTHEST_EAST = timedelta(hours=14)

_DATES = ("localDate", "localStandardDate")

_MEASUREMENT = (
    "sensorId locationId parameterId parameterName unit value hasFlags periodStart periodEnd localDate localHour "
    "utcOffsetMinutes localHourStart localDayMinutes localStandardDate contentHash source firstSeenAt lastSeenAt"
).split()

_LOCATION = (
    "locationId name locality timezone countryId countryCode countryName ownerId ownerName providerId providerName "
    "isMobile isMonitor latitude longitude contentHash firstSeenAt lastSeenAt"
).split()

# Lists of a station's document that are views of their own, and the fields of an entry.
_LISTS = {
    "raw_sensor": ("sensors", "sensorId name parameterId parameterName unit displayName".split()),
    "raw_location_licence": ("licences", "licenceId name attributionName attributionUrl dateFrom dateTo".split()),
    "raw_location_instrument": ("instruments", "instrumentId name".split()),
}


def raw_views(source: DocumentSource, scope: Scope) -> dict[str, DataFrame]:
    """Every raw view of a batch, by name. Reads the window's groups at once, the documents when a view is read."""
    locations = source.documents("locations", _among("locationId", scope.location_ids))
    lists = {name: list_view(locations, *of) for name, of in _LISTS.items()}
    return {"raw_measurement": measurement_view(source, scope), "raw_location": location_view(locations), **lists}


def measurement_view(source: DocumentSource, scope: Scope) -> DataFrame:
    """
    Every version of whole (sensor, local day) groups of which one period ends in the window. The stations limit what
    is touched and not what is read: a sensor that moved keeps its day.
    """
    window = [Condition("periodEnd", "$gt", scope.start), Condition("periodEnd", "$lte", scope.end)]
    touched = source.documents("measurements", window + _among("locationId", scope.location_ids))
    groups = touched.select("sensorId", "localDate").distinct().persist()
    documents = source.documents("measurements", _covering(groups))
    whole = documents.join(groups, ["sensorId", "localDate"], "left_semi")
    return whole.select(*(_snake(field) for field in _MEASUREMENT))


def location_view(locations: DataFrame) -> DataFrame:
    """One row for each version of a description."""
    return locations.select(*(_snake(field) for field in _LOCATION))


def list_view(locations: DataFrame, field: str, entry_fields: list[str]) -> DataFrame:
    """One row for each entry of a list in each version of a description."""
    entries = locations.select("locationId", "contentHash", "lastSeenAt", F.explode(field).alias("entry"))
    own = [_snake(name) for name in ("locationId", "contentHash", "lastSeenAt")]
    return entries.select(*own, *(_snake(name, lambda inner: F.col(f"entry.{inner}")) for name in entry_fields))


def _covering(groups: DataFrame) -> list[Condition]:
    """What a server can look up of "in one of the groups": their days, and their sensors if they are few."""
    first, last, sensors = groups.agg(F.min("localDate"), F.max("localDate"), F.collect_set("sensorId")).first()
    if first is None:
        return [Condition("sensorId", "$in", ())]
    earliest = datetime.fromisoformat(first).replace(tzinfo=UTC) - _FARTHEST_EAST
    days = [Condition("localDate", "$gte", first), Condition("localDate", "$lte", last)]
    # Says nothing new: it is for the index on the ends of periods.
    days.append(Condition("periodEnd", "$gt", earliest))
    return days if len(sensors) > _MOST_SENSORS_NAMED else [*days, *_among("sensorId", tuple(sensors))]


def _among(field: str, ids: tuple[int, ...] | None) -> list[Condition]:
    return [] if ids is None else [Condition(field, "$in", ids)]


def _snake(field: str, of: Callable[[str], Column] = F.col) -> Column:
    name = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in field)
    column = of(field)
    return (column.cast("date") if field in _DATES else column).alias(name)
