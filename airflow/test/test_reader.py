import re
from pathlib import Path

from airflow.models import DagModel, DagRun, TaskInstance

GRANTS = Path(__file__).parents[2] / "infra" / "postgres" / "airflow-reader.sql"
MODELS = (DagModel, DagRun, TaskInstance)


def test_grafana_may_read_columns_that_this_airflow_has() -> None:
    grants = re.findall(r"GRANT SELECT \(([^)]+)\)\s+ON (\w+)", GRANTS.read_text())
    granted = {(table, column) for columns, table in grants for column in columns.split(", ")}
    assert len(grants) == len(MODELS)
    assert granted <= {(model.__tablename__, column.name) for model in MODELS for column in model.__table__.columns}
