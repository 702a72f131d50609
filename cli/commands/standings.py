"""`kwartier standings`: fold every register anew, and write where the programmes stand."""

import json

import typer

from cli.connecting import AsJson
from cli.instance import DEFAULT_DATA, DataFolder, settings_for
from cli.running import run
from cli.showing.page import page
from domain.shared.messages import N_, N_plural
from settings import Settings
from store import database
from store.every_phase import standings as stored
from store.kept import comparing


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(standings)


def standings(data: DataFolder = DEFAULT_DATA, as_json: AsJson = False) -> None:
    """Write anew, from the registers, where programmes stand: what lists of them show.

    Says of which programmes something else stood there. Works on the database that KWARTIER_DATABASE names,
    or on that of a running `kwartier up`; while it runs, everything else goes on.
    """
    folded, changed = run(_fold_all(settings_for(data)))
    if as_json:
        typer.echo(json.dumps({"folded": folded, "changed": changed}, indent=2))
        return
    for slug in changed:
        page().write(N_("{programme}: something else stood there").having(programme=slug))
    done = N_plural(
        "{n} programme: it is written where it stands", "{n} programmes: it is written where they stand"
    )
    page().write(done.having(n=folded))


async def _fold_all(settings: Settings) -> tuple[int, list[str]]:
    folded, changed = 0, list[str]()
    async with (
        database.connect(settings.database.get_secret_value(), largest=2) as pool,
        pool.acquire() as reading,
        pool.acquire() as writing,
    ):
        async for slug in comparing.slugs(reading):
            folded += 1
            if await stored.fold_anew(writing, slug):
                changed.append(slug)
    return folded, changed
