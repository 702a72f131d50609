"""`kwartier alarms`: what workers raised alarm about, and settling it."""

import json
from typing import Annotated

import typer

from cli.checks.alarms import said
from cli.connecting import AsJson
from cli.errors import CommandError
from cli.instance import DEFAULT_DATA, DataFolder, settings_for
from cli.running import run
from cli.showing.page import page
from domain.shared.messages import N_
from settings import Settings
from store import database
from store.every_phase import alarms as stored


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(alarms)


def alarms(
    settle: Annotated[
        str | None, typer.Option(metavar="PROGRAMME", help="Take the alarms of a programme back.")
    ] = None,
    data: DataFolder = DEFAULT_DATA,
    as_json: AsJson = False,
) -> None:
    """Show what workers raised alarm about; each stays until somebody has looked into it and settles it.

    Works on the database that KWARTIER_DATABASE names, or on that of a running `kwartier up`.
    """
    left = run(_alarms(settings_for(data), settle))
    if as_json:
        typer.echo(json.dumps([alarm._asdict() for alarm in left], default=str, indent=2))
        return
    for alarm in left:
        page().write(said(alarm))
    if not left:
        page().write(N_("no alarms"))


async def _alarms(settings: Settings, settle: str | None) -> list[stored.Alarm]:
    async with (
        database.connect(settings.database.get_secret_value(), largest=1) as pool,
        pool.acquire() as connection,
    ):
        if settle is not None and not await stored.settle(connection, settle):
            none = N_("There is no alarm about {programme}; `kwartier alarms` lists them.")
            raise CommandError(none.having(programme=settle))
        return list(await stored.read(connection))
