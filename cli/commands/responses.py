"""`kwartier trace`: what happened with what an organisation said."""

import json
from typing import Annotated, Any

import typer

from cli import finding
from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected
from cli.instance import DEFAULT_DATA, DataFolder
from cli.running import run
from cli.showing import responses
from cli.showing.page import page


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(trace)


def trace(  # noqa: PLR0913, PLR0917 - each is an option
    programme: ProgrammeArgument,
    organisation: Annotated[
        str, typer.Option(metavar="NAME", help="Its code or name, or a part of its name, such as Aalsmeer.")
    ],
    section: Annotated[
        str | None,
        typer.Option(metavar="SECTION", help="Key or title of a section, such as funding. Without it: all."),
    ] = None,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Show what happened with what an organisation said.

    Every contribution of it, in all consultations, with what was done with each point and why, and the text
    of the plan in which it ended up.
    """

    async def asking() -> tuple[dict[str, Any], dict[str, Any]]:
        async with connected(api, token, data) as client:
            blueprint = await client.get(f"programmes/{programme}/blueprint")
            asked = {"organisation": finding.organisation(blueprint, organisation)}
            asked |= {"section": finding.section(blueprint, section)} if section is not None else {}
            return await client.get(f"programmes/{programme}/trace", **asked), blueprint

    answer, blueprint = run(asking())
    if as_json:
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        responses.trace(page(), answer, blueprint)
