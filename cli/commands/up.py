"""`kwartier up`: everything on this machine, until Ctrl-C."""

from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table

from cli.console import Steps
from cli.embedded.stack import Stack, stack
from cli.instance import DEFAULT_DATA, DataFolder
from cli.ready_made import ready_made
from cli.running import StoppedError, run
from settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(up)


def up(data: DataFolder = DEFAULT_DATA) -> None:
    """Start everything on this machine and keep it running until Ctrl-C.

    Starts PostgreSQL, Temporal, a worker and the API, for development and for trying out. Programmes are
    kept in the data folder: the next start continues them where they were. Set KWARTIER_DATABASE or
    KWARTIER_TEMPORAL to use a server of your own instead of the embedded one.
    """
    try:
        run(_up(data))
    except StoppedError:
        typer.echo(f"Stopped. Programmes are kept in {data}; the next start continues them.")


async def _up(data: Path) -> None:
    with Steps() as say:
        async with stack(data, Settings(), say=say) as running:
            say.done()
            _show(data, running)
            try:
                await running.processes.watch()
            finally:
                say("Stopping")


def _show(data: Path, running: Stack) -> None:
    """Print where everything is."""
    instance = running.instance
    table = Table.grid(padding=(0, 2))
    table.add_row("API", instance.api)
    table.add_row("API documentation", f"{instance.api}/v1/docs")
    table.add_row("Temporal UI", instance.temporal_ui or "(not known: set KWARTIER_TEMPORAL_UI)")
    table.add_row("Mail", f"{instance.api}/v1/development/mailbox" if instance.smtp else "is really sent")
    table.add_row("Data and logs", f"{data.resolve()}")
    console = Console(highlight=False)
    console.print("\nKwartier is running. Ctrl-C stops it.\n")
    console.print(table, soft_wrap=True)
    _show_tokens(console, data)


def _show_tokens(console: Console, data: Path) -> None:
    """Print a token for each role, to try the API with."""
    console.print("\nDevelopment tokens, good for a month here and nowhere else:\n")
    for role, (name, token) in ready_made(data).items():
        console.print(f"{role} ({name})")
        console.print(f"  {token}\n", soft_wrap=True)
