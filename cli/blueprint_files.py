"""Which blueprint is meant on the command line."""

from pathlib import Path
from typing import Annotated

import typer

from blueprints.loading import shipped

BlueprintArgument = Annotated[
    str,
    typer.Argument(
        metavar="BLUEPRINT", help="A shipped blueprint, such as common-ground, or the path of a TOML file."
    ),
]


def blueprint_file(named: str) -> Path:
    """The file with that path, or else the shipped blueprint of that name. Raises `BlueprintError`."""
    return Path(named) if Path(named).suffix == ".toml" else shipped(named)
