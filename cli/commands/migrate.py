"""`kwartier migrate`: bring the database's schema up to date."""

import json
from typing import Annotated

import typer

from cli.embedded.services import check_database
from cli.instance import DEFAULT_DATA, DataFolder, settings_for
from cli.running import run
from cli.showing.page import page
from domain.shared.messages import N_
from store.migrate import migrate as apply_migrations


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(migrate)


def migrate(
    data: DataFolder = DEFAULT_DATA,
    as_json: Annotated[bool, typer.Option("--json", help="Print the names as JSON.")] = False,
) -> None:
    """Bring the database's schema up to date.

    Works on the database that KWARTIER_DATABASE names, or on that of a running `kwartier up`, which
    does this by itself when it starts. Several may run at once: one does the work, once.
    """
    names = run(_migrate(settings_for(data).database.get_secret_value()))
    if as_json:
        typer.echo(json.dumps({"applied": names}))
    elif names:
        for name in names:
            page().write(N_("applied {migration}").having(migration=name))
    else:
        page().write(N_("nothing to do: the schema is up to date"))


async def _migrate(dsn: str) -> list[str]:
    # First: it says in words what is wrong with an address, where a migration fails with a trace.
    await check_database(dsn)
    return await apply_migrations(dsn)
