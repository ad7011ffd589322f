"""Airflow reads its configuration when it is imported: it gets a home of its own before that."""

import os
import tempfile

os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="airstar-airflow-")
os.environ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False"
