"""`kwartier up`: everything on this machine, until Ctrl-C."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from cli.console import Steps
from cli.demo.cast import minting
from cli.demo.examples import play_examples
from cli.embedded.stack import Stack, stack
from cli.instance import DEFAULT_DATA, DataFolder
from cli.ready_made import ready_made
from cli.running import StoppedError, run
from cli.showing.page import Page, page
from domain.shared.messages import N_
from settings import Settings


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(up)


def up(
    data: DataFolder = DEFAULT_DATA,
    examples: Annotated[
        bool, typer.Option("--examples/--empty", help="Whether to begin with example programmes.")
    ] = True,
) -> None:
    """Start everything on this machine and keep it running until Ctrl-C.

    Starts PostgreSQL, Temporal, a worker and the API with its pages, for development and for trying out.
    Programmes are kept in the data folder: the next start continues them where they were. The first one
    begins with examples, each somewhere else on its way. Set KWARTIER_DATABASE or KWARTIER_TEMPORAL to use
    a server of your own instead of the embedded one.
    """
    try:
        run(_up(data, examples=examples))
    # Ctrl-C is how it ends well, so that nothing is reported as an error.
    except StoppedError:
        stopped = N_("Stopped. Programmes are kept in {folder}; the next start continues them.")
        page().write(stopped.having(folder=str(data)))


async def _up(data: Path, *, examples: bool) -> None:
    with Steps() as say:
        async with stack(data, Settings(), say=say) as running:
            say.done()
            _show(page(), data, running)
            playing = asyncio.create_task(_play(data, running)) if examples else None
            try:
                await running.processes.watch()
            finally:
                if playing is not None:
                    playing.cancel()
                    await asyncio.gather(playing, return_exceptions=True)
                say(N_("Stopping"))


async def _play(data: Path, running: Stack) -> None:
    """Play the examples, while somebody may look already."""
    page().write(N_("Example programmes are being played: they appear within a minute or two."))
    await play_examples(running.instance.api, minting(data), page().paragraph)
    page().write(N_("The example programmes are there."))


def _show(page: Page, data: Path, running: Stack) -> None:
    """Write where everything is."""
    instance = running.instance
    mail = f"{instance.api}/v1/development/mailbox" if instance.smtp else N_("is really sent", "mail")
    page.blank()
    page.write(N_("Kwartier is running. Ctrl-C stops it."))
    page.blank()
    table = Table.grid(padding=(0, 2))
    # First: whoever opens it can go on from there, as anybody.
    page.row(table, N_("Pages"), instance.api)
    page.row(table, N_("API documentation"), f"{instance.api}/v1/docs")
    page.row(table, N_("Temporal UI"), instance.temporal_ui or N_("(not known: set KWARTIER_TEMPORAL_UI)"))
    page.row(table, N_("Mail"), mail)
    page.row(table, N_("Data and logs"), str(data.resolve()))
    page.console.print(table, soft_wrap=True)
    _show_tokens(page, data)


def _show_tokens(page: Page, data: Path) -> None:
    """Write a token for each role, to try the API with."""
    page.blank()
    page.write(N_("Development tokens, good for a day here and nowhere else:"))
    page.blank()
    for made in ready_made(data):
        page.write(N_("{role} ({name})").having(role=made.role, name=made.name))
        page.write("  ", made.token)
        page.blank()
