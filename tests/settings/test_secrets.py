"""Settings that a container gets as files."""

from pathlib import Path

import pytest

from settings import Settings


def read(folder: Path) -> Settings:
    return Settings(_secrets_dir=folder)  # pyright: ignore[reportCallIssue] - a parameter of pydantic's own


def test_a_secret_is_a_file_with_the_variables_name(tmp_path: Path) -> None:
    (tmp_path / "kwartier_database").write_text("postgresql://kwartier:secret@database/kwartier\n")

    settings = read(tmp_path)

    assert settings.database.get_secret_value() == "postgresql://kwartier:secret@database/kwartier"
    assert "database" in settings.model_fields_set


def test_the_environment_wins_over_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kwartier_token_audience").write_text("from-a-file")
    monkeypatch.setenv("KWARTIER_TOKEN_AUDIENCE", "from-the-environment")

    assert read(tmp_path).token_audience == "from-the-environment"


def test_secrets_are_looked_for_where_containers_have_them_and_only_there() -> None:
    folder = Settings.model_config.get("secrets_dir")

    assert folder == (Path("/run/secrets") if Path("/run/secrets").is_dir() else None)
