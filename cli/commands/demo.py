"""`kwartier demo`: one programme from proposal to approved, on this machine, in under a minute."""

from pathlib import Path
from typing import Annotated

import typer

from cli.blueprint_files import BlueprintArgument, blueprint_file
from cli.demo.running import Options, demonstrate
from cli.running import run


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    blueprint: BlueprintArgument = "common-ground",
    data: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER",
            help="Keep programme and logs in this folder. Without it: a temporary one, gone afterwards.",
        ),
    ] = None,
    keep_running: Annotated[
        bool, typer.Option("--keep-running", help="Keep everything running after the story, until Ctrl-C.")
    ] = False,
) -> None:
    """Take a programme from proposal to approved, and say what happens on the way.

    Starts PostgreSQL, Temporal, a worker and the API, and plays everyone who has a part: the programme
    office, the principal, candidates, organisations, the review panel and the members of every deciding
    body. All of them use the same HTTP API that people will use. The story plays over months: it moves
    its programme's clock, for which Temporal must be able to skip time.
    """
    run(demonstrate(Options(blueprint=blueprint_file(blueprint), data=data, keep_running=keep_running)))
