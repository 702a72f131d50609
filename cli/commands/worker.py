"""`kwartier worker`: run the phases' workflows and activities."""

from pathlib import Path
from typing import Annotated

import typer
import uvloop

from cli.running import run
from settings import Settings
from settings.logging import configure_logging


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(worker)


def worker(
    ready_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Touch this file once the worker takes work.")
    ] = None,
) -> None:
    """Run a worker until it is told to stop (Ctrl-C or SIGTERM).

    Any number may run at once; each takes work for any programme. It needs PostgreSQL (KWARTIER_DATABASE),
    Temporal (KWARTIER_TEMPORAL) and the public keys of the APIs (KWARTIER_COMMAND_KEYS), and ends with an
    error when it loses Temporal for good.
    """
    # Here, not above: every command would pay for what only a worker needs.
    from worker import running  # noqa: PLC0415

    settings = Settings()
    configure_logging(settings)
    run(running.run(settings, ready_file), loop_factory=uvloop.new_event_loop)
