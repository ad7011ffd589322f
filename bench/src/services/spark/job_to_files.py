"""spark/job.py with CSV files in place of PostgreSQL, so that what is left is the engine. Needs spark/ in PYTHONPATH.

Arguments: the staging columns as JSON, the folder for the files, then those of the job.
"""

import json
import sys
from pathlib import Path

import job
from airstar_transform import run

columns, output = json.loads(sys.argv.pop(1)), Path(sys.argv.pop(1))


class Files:
    """As much of `airstar_transform.warehouse.Warehouse` as `run` uses."""

    def __init__(self, _spark: object, _connection: object) -> None:
        pass

    def staging_columns(self) -> dict[str, list[str]]:
        return columns

    def write(self, _attempt: object, table: str, rows: object) -> None:
        rows.write.csv(str(output / table))

    def commit(self, _attempt: object, _scope: object, _expected: object) -> None:
        pass


run.Warehouse = Files
sys.exit(job.main())
