from datetime import timedelta
from pathlib import Path

import pytest

from airstar_airflow.settings import EXTRACTOR, INGESTOR, LOADER, SPARK, SettingsError, read_settings

SECRETS = {
    "OPENAQ_API_KEY": "key-of-openaq",
    "KAFKA_SASL_PASSWORD": "password-of-kafka",
    "SCHEMA_REGISTRY_PASSWORD": "password-of-registry",
    "MONGODB_URI": "mongodb://user:password-of-mongo@mongo",
    "DATABASE_URL": "postgresql://user:password-of-postgres@postgres/airstar",
    "PGPASSWORD": "password-of-pg",
}


def test_an_empty_environment_gives_the_defaults_of_the_stack() -> None:
    settings = read_settings({})
    assert settings.image(LOADER) == "airstar/loader:dev"
    assert settings.network == "airstar"
    assert settings.lookback == timedelta(hours=72)


def test_an_empty_variable_counts_as_unset() -> None:
    settings = read_settings({"AIRSTAR_NETWORK": " ", "AIRSTAR_RETRY_SECONDS": "", "OPENAQ_API_KEY": ""})
    assert (settings.network, settings.retry_delay, settings.has_key) == ("airstar", timedelta(seconds=30), False)


def test_every_variable_that_does_not_fit_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings({"AIRSTAR_TASK_RETRIES": "-1", "AIRSTAR_STATIONS_PER_BATCH": "0", "AIRSTAR_RETRY_SECONDS": "½"})
    assert str(caught.value).count("is not a whole number") == 3


@pytest.mark.parametrize("app", [EXTRACTOR, INGESTOR, SPARK, LOADER])
def test_no_secret_is_among_what_may_be_seen(app: object) -> None:
    settings = read_settings(SECRETS)
    assert set(settings.variables(app).values()).isdisjoint(SECRETS.values())
    assert settings.secrets(app) == {name: value for name, value in SECRETS.items() if name in app.secrets}
    assert len(settings.secrets(app)) >= 2


@pytest.mark.parametrize("url", ["http://127.0.0.1:4010", "http://127.0.0.1:4010/v3"])
def test_without_a_key_the_simulator_is_read_and_said(url: str) -> None:
    settings = read_settings({"AIRSTAR_SIMULATOR_URL": url, "OPENAQ_BASE_URL": "https://elsewhere"})
    assert settings.variables(EXTRACTOR)["OPENAQ_BASE_URL"] == "http://127.0.0.1:4010/v3"
    assert "simulator at http://127.0.0.1:4010" in settings.source
    assert "not real" in settings.source


def test_the_simulator_has_no_budget_unless_one_is_set() -> None:
    assert read_settings({}).variables(EXTRACTOR)["OPENAQ_REQUESTS_PER_MINUTE"] == "1000000"
    tried = read_settings({"OPENAQ_REQUESTS_PER_MINUTE": "60", "OPENAQ_REQUESTS_PER_HOUR": ""}).variables(EXTRACTOR)
    assert (tried["OPENAQ_REQUESTS_PER_MINUTE"], tried["OPENAQ_REQUESTS_PER_HOUR"]) == ("60", "10000000")


def test_with_a_key_openaq_is_read() -> None:
    settings = read_settings({"OPENAQ_API_KEY": "key-of-openaq"})
    assert "OPENAQ_REQUESTS_PER_MINUTE" not in settings.variables(EXTRACTOR)
    assert "OPENAQ_BASE_URL" not in settings.variables(EXTRACTOR)
    assert settings.source == "OpenAQ"
    assert settings.secrets(EXTRACTOR) == {"OPENAQ_API_KEY": "key-of-openaq"}


def test_a_secret_may_lie_in_a_file_and_is_read_each_time(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("first\n")
    settings = read_settings({"OPENAQ_API_KEY_FILE": str(file)})
    assert settings.secrets(EXTRACTOR) == {"OPENAQ_API_KEY": "first"}
    file.write_text("rotated")
    assert settings.secrets(EXTRACTOR) == {"OPENAQ_API_KEY": "rotated"}


def test_a_secret_file_that_is_missing_is_named_by_its_variable() -> None:
    with pytest.raises(SettingsError, match="OPENAQ_API_KEY_FILE names a file that cannot be read: No such file"):
        read_settings({"OPENAQ_API_KEY_FILE": "/nowhere/key"}).secrets(EXTRACTOR)


def test_an_app_may_have_a_role_of_its_own() -> None:
    settings = read_settings({"DATABASE_URL": "owner", "AIRSTAR_LOADER_DATABASE_URL": "writer"})
    assert settings.secrets(LOADER) == {"DATABASE_URL": "writer"}
    assert settings.secrets(SPARK) == {"DATABASE_URL": "owner"}


def test_the_ledger_lies_where_the_volume_is_mounted() -> None:
    assert read_settings({}).variables(EXTRACTOR)["OPENAQ_LEDGER_FILE"] == "/var/lib/airstar/openaq-ledger.json"
    assert "OPENAQ_LEDGER_FILE" not in read_settings({}).variables(INGESTOR)
