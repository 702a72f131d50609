"""`kwartier migrate`: bring the database's schema up to date."""

import json
from typing import Annotated

import typer

from cli.embedded.services import check_database
from cli.instance import DEFAULT_DATA, DataFolder, settings_for
from cli.running import run
from cli.showing.page import page
from domain.shared.messages import N_
from settings import Settings
from store.migrate import migrate as apply_migrations


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(migrate)


def migrate(
    data: DataFolder = DEFAULT_DATA,
    as_json: Annotated[bool, typer.Option("--json", help="Print the names as JSON.")] = False,
) -> None:
    """Bring the database's schema up to date.

    Works on the database that KWARTIER_MIGRATIONS_DATABASE names, as the owner of its tables (without it
    KWARTIER_DATABASE), or on that of a running `kwartier up`, which does this by itself when it starts. The
    accounts kwartier_worker and kwartier_api get their rights. Several may run at once: one does the work,
    once.
    """
    names = run(_migrate(settings_for(data)))
    if as_json:
        typer.echo(json.dumps({"applied": names}))
    elif names:
        for name in names:
            page().write(N_("applied {migration}").having(migration=name))
    else:
        page().write(N_("nothing to do: the schema is up to date"))


async def _migrate(settings: Settings) -> list[str]:
    dsn = settings.owner_database.get_secret_value()
    setting = "KWARTIER_MIGRATIONS_DATABASE" if settings.migrations_database else "KWARTIER_DATABASE"
    # First: it says in words what is wrong with an address, where a migration fails with a trace.
    await check_database(dsn, setting)
    return await apply_migrations(dsn)
