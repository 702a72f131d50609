"""What is running in a data folder, so that a command in another terminal finds it."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ConfigDict, SecretStr

from cli.embedded.guardian import is_alive
from cli.tokens import command_keys, register_key
from settings import Settings

DataFolder = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Folder where `kwartier up` keeps programmes, logs and what is running.",
    ),
]
DEFAULT_DATA = Path(".data")


class Instance(BaseModel):
    """A running `kwartier up` or `demo`: where its parts answer.

    `database` is the worker's account, with its password; `migrations_database` that of the tables' owner.
    """

    model_config = ConfigDict(frozen=True)

    pid: int
    database: str
    migrations_database: str | None = None
    temporal: str
    temporal_ui: str | None
    namespace: str
    task_queue: str
    api: str
    smtp: str | None = None

    @property
    def owner_database(self) -> str:
        return self.migrations_database or self.database


def _file(data: Path) -> Path:
    return data / "instance.json"


@contextmanager
def announced(data: Path, instance: Instance) -> Generator[None]:
    """Let others find the instance for as long as the context lasts; only the owner may read it."""
    file = _file(data)
    file.unlink(missing_ok=True)
    # Made anew with its permissions: it holds a password.
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as output:
        output.write(instance.model_dump_json(indent=2))
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def find_instance(data: Path = DEFAULT_DATA) -> Instance | None:
    """Return what runs in the data folder, None when nothing does."""
    try:
        instance = Instance.model_validate(json.loads(_file(data).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    # One that was killed leaves its file behind.
    return instance if is_alive(instance.pid) else None


def settings_for(data: Path = DEFAULT_DATA) -> Settings:
    """Return the settings, those of a running instance where the environment is silent."""
    settings = Settings()
    instance = find_instance(data)
    if instance is None:
        return settings
    found: dict[str, object] = {
        "environment": "development",
        "database": SecretStr(instance.database),
        "migrations_database": SecretStr(instance.owner_database),
        "register_key": SecretStr(register_key(data)),
        "command_keys": command_keys(data),
        **instance.model_dump(include={"temporal", "temporal_ui", "namespace", "task_queue"}),
    }
    if instance.smtp is not None:
        host, _, port = instance.smtp.rpartition(":")
        found |= {"smtp_host": host, "smtp_port": int(port), "smtp_tls": "none"}
    silent = {name: value for name, value in found.items() if name not in settings.model_fields_set}
    return Settings.model_validate({**settings.model_dump(exclude_unset=True), **silent})
