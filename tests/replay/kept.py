"""Recorded histories as they are kept: a JSON file for each run, in a folder for each version of Kwartier.

The form is Temporal's own, as `temporal workflow show --output json` writes it.

Those of a version that was released stay as they are: programmes that it began may still run. A new version
adds a folder beside them. Only what was not released yet is recorded anew.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import cast

from temporalio.client import WorkflowHistory

from domain.shared.canonical import digest

FOLDER = Path(__file__).parent / "histories"
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
SOMEBODY = "somebody"

OF_THE_MACHINE = {"stackTrace", "workerVersion"}
"""What tells about the recording machine, and is nothing to replaying."""


RELEASED = {"0.1.0": "5a698c017e48cd28815aae70a4983caf6b8696af360780be2ea35d33faaa752c"}
"""The hash over all that each released version recorded: nobody changes it."""


def hash_of(version: str) -> str:
    """Hex SHA-256 over the names and contents of what a version recorded, histories and registers."""
    files = sorted((*FOLDER.glob(f"{version}/*"), *FOLDER.parent.glob(f"registers/{version}/*")))
    return digest({f"{file.parts[-3]}/{file.name}": sha256(file.read_bytes()).hexdigest() for file in files})


def this_version() -> str:
    """The version that is being made, whose recordings may still change."""
    return tomllib.loads(PROJECT.read_text())["project"]["version"]


def files() -> list[Path]:
    """Every history that is kept, of every version."""
    return sorted(FOLDER.glob("*/*.json"))


def read(file: Path) -> WorkflowHistory:
    return WorkflowHistory.from_json(file.stem, file.read_text())


def replace(folder: Path, histories: Mapping[str, WorkflowHistory]) -> None:
    """Let `folder` hold these histories by their names, and no others."""
    empty(folder)
    for name, history in histories.items():
        written = json.dumps(neutral(history.to_json_dict()), indent=1)
        (folder / f"{name}.json").write_text(f"{written}\n")


def empty(folder: Path) -> None:
    """Let `folder` be there, with nothing in it; never that of a released version."""
    assert folder.name not in RELEASED, f"{folder.name} is released: what it recorded stays as it is"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()


def neutral(value: object) -> object:
    """A history, or a part of it, without anything that tells on which machine it was recorded."""
    if isinstance(value, list):
        return [neutral(item) for item in cast("Iterable[object]", value)]
    if not isinstance(value, dict):
        return value
    fields = cast("Mapping[str, object]", value)
    if fields.get("kind") == "TASK_QUEUE_KIND_STICKY":
        fields = {**fields, "name": SOMEBODY}
    return {
        key: SOMEBODY if key == "identity" else neutral(item)
        for key, item in fields.items()
        if key not in OF_THE_MACHINE
    }
