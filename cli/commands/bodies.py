"""`kwartier meetings`: when bodies meet, and planning what a body's own calendar holds."""

import json
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.client import Api
from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected
from cli.errors import cannot_be_read
from cli.instance import DEFAULT_DATA, DataFolder
from cli.running import run
from cli.showing import bodies
from cli.showing.page import page
from domain.shared.messages import N_
from files.meeting_calendar import MEDIA_TYPE

BodyOption = Annotated[str | None, typer.Option("--body", metavar="BODY", help="Only this body, by its key.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands, as a group of their own."""
    group = typer.Typer(help="When bodies meet; a body's own calendar.", no_args_is_help=True)
    group.command(name="list")(list_)
    group.command(name="import")(import_)
    app.add_typer(group, name="meetings")


def list_(
    programme: ProgrammeArgument,
    body: BodyOption = None,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """List the meetings: the last day for papers, what is on the agenda, and what was decided."""
    found = run(_listed(programme, api, token, data))
    meetings = [meeting for meeting in found if body in {None, meeting["body"]}]
    if as_json:
        typer.echo(json.dumps(meetings, indent=2, ensure_ascii=False))
    else:
        bodies.meetings(page(), meetings)


def import_(
    programme: ProgrammeArgument,
    body: Annotated[str, typer.Argument(metavar="BODY", help="The body's key.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Its calendar, an iCalendar (.ics) file.")],
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Plan the meetings in a body's calendar: those to come that are not planned yet.

    When anything in the file cannot be used nothing is planned, and each event is named with its line.
    """
    try:
        # As bytes: the API says at which line a file is no UTF-8.
        content = file.read_bytes()
    except OSError as error:
        raise cannot_be_read(file, error) from None
    run(_imported(programme, body, content, connected(api, token, data, acts_in=programme)))
    imported = N_("The calendar of {body} was imported: kwartier meetings list {programme} --body {body}")
    page().write(imported.having(body=body, programme=programme))


async def _listed(programme: str, api: str | None, token: str | None, data: Path) -> list[dict[str, Any]]:
    async with connected(api, token, data) as client:
        return (await client.get(f"programmes/{programme}/meetings"))["items"]


async def _imported(
    programme: str, body: str, content: bytes, connection: AbstractAsyncContextManager[Api]
) -> None:
    async with connection as client:
        await client.send(f"programmes/{programme}/bodies/{body}/calendar", content, MEDIA_TYPE)
