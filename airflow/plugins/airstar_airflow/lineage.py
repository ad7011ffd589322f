"""What the pipeline makes, as Airflow's assets: which DAG made it, when, and with what counts."""

from __future__ import annotations

from airflow.sdk import Asset

READINGS_LOG = Asset("openaq-measurements-log", uri="airstar://kafka/openaq.measurements.v1")
RAW_DOCUMENTS = Asset("raw-documents", uri="airstar://mongodb/airstar/measurements")
STAGED_BATCH = Asset("staged-batch", uri="airstar://postgres/staging")
STAR_SCHEMA = Asset("star-schema", uri="airstar://postgres/star")
