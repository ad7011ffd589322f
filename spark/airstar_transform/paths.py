"""Files of the repository that the job reads. An image keeps them at the same places to each other."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SQL_DIRECTORY = ROOT / "spark" / "sql"
REFERENCE_TABLES = ROOT / "packages" / "standards" / "generated" / "reference-tables.json"
MEASUREMENT_SCHEMA = ROOT / "packages" / "schemas" / "generated" / "raw_measurement.schema.json"
LOCATION_SCHEMA = ROOT / "packages" / "schemas" / "generated" / "raw_location.schema.json"
