"""`kwartier start`, `list`, `show` and `forward`: programmes from the command line."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from blueprints.loading import load
from cli.blueprint_files import BlueprintArgument, blueprint_file
from cli.client import Api, ProblemError
from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected
from cli.instance import DEFAULT_DATA, DataFolder
from cli.running import run
from cli.showing import every_phase as showing
from cli.showing.page import Page, page

PAGE = 200

Answer = TypeVar("Answer")


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(start)
    app.command(name="list")(list_)
    app.command()(show)
    app.command()(forward)


def start(
    blueprint: BlueprintArgument,
    slug: Annotated[
        str | None,
        typer.Option(
            metavar="SLUG",
            help="The programme's name in addresses, for ever. Without it: the name of the file.",
        ),
    ] = None,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Start a programme from a blueprint.

    The blueprint is checked first: an error names the file, the line and the key. The programme keeps it as
    it is now; changing the file later changes no programme that has started.
    """
    file = blueprint_file(blueprint)
    # Read here and sent whole: the API cannot see the files that a blueprint names.
    asked = {"slug": slug or file.stem, "blueprint": load(file).model_dump(mode="json")}
    answer = _ask(lambda client: client.post("programmes", asked), api, token, data)
    _print(answer, showing.started, as_json)


def list_(  # noqa: PLR0913, PLR0917 - each is an option of its own
    phase: Annotated[
        str | None, typer.Option(metavar="PHASE", help="Only those in this phase, such as definition.")
    ] = None,
    situation: Annotated[
        str | None,
        typer.Option(
            metavar="SITUATION",
            help="Only those that are open, ended, running, suspended, approved, rejected or withdrawn.",
        ),
    ] = None,
    role: Annotated[
        str | None,
        typer.Option(metavar="ROLE", help="Only those that wait for this role or body, such as office."),
    ] = None,
    late: Annotated[bool, typer.Option("--late", help="Only those that are late.")] = False,
    due_by: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only those with something to be done by this day.")
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that wait for you.")] = False,
    search: Annotated[
        str | None,
        typer.Option(
            metavar="WORDS", help="Only those with these words in their title or in names of people."
        ),
    ] = None,
    by_day: Annotated[
        bool, typer.Option("--by-day", help="First what must be done first, instead of by name.")
    ] = False,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """List programmes: whom each is waiting for, for what, until when, and whether that is late."""
    wanted = {
        "phase": phase,
        "situation": situation,
        "role": role,
        "late": "true" if late else None,
        "dueBy": due_by,
        "mine": "true" if mine else None,
        "search": search,
        "sort": "due" if by_day else None,
    }
    given = {name: value for name, value in wanted.items() if value is not None}
    found = _ask(lambda client: every_programme(client, **given), api, token, data)
    _print(found, showing.chosen_programmes if given else showing.programmes, as_json)


def show(
    programme: ProgrammeArgument,
    entries: Annotated[
        int, typer.Option(metavar="NUMBER", min=0, help="How many of the last register entries.")
    ] = 12,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Show where a programme stands: phase, deadlines, gate, decisions, and what happened last."""
    answer = _ask(lambda client: whole(client, programme, entries), api, token, data)
    _print(answer, showing.programme, as_json)


def forward(
    programme: ProgrammeArgument,
    days: Annotated[int, typer.Argument(metavar="NUMBER", min=1, help="How many calendar days.")],
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Move a programme's clock forward, in development only.

    Reminders are sent and deadlines pass on the way, as if the days had really gone by. Only this programme's
    clock moves: to everyone else it is the day it was. A real deployment refuses it.
    """
    path = f"development/programmes/{programme}/clock"
    answer = _ask(lambda client: client.post(path, {"days": days}), api, token, data)
    _print(answer | {"programme": programme}, showing.moved, as_json)


async def every_programme(client: Api, **wanted: str) -> list[dict[str, Any]]:
    """All programmes that are so, page by page."""
    found: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        page = await client.get("programmes", limit=PAGE, **wanted, **({"after": after} if after else {}))
        found += page["items"]
        after = page["next"]
    return found


async def whole(client: Api, slug: str, entries: int) -> dict[str, Any]:
    """A programme and what goes with it: deadlines, gate, decisions, conditions, its last entries, titles."""
    programme = await client.get(f"programmes/{slug}")
    parts = ("deadlines", "decisions", "conditions", "nominations", "mandates")
    # Counted back from the head: the register is read forwards only.
    last = max(programme["head"]["seq"] - entries, 0)
    answers = await asyncio.gather(
        client.get(f"programmes/{slug}/blueprint"),
        client.get(f"programmes/{slug}/gate"),
        _if_readable(client, f"programmes/{slug}/register", after=last),
        *(_if_readable(client, f"programmes/{slug}/{part}") for part in parts),
    )
    blueprint, gate, register, *others = answers
    return {
        "programme": programme,
        "gate": gate,
        **{part: answer["items"] for part, answer in zip(parts, others, strict=True)},
        "register": register["items"] if entries else [],
        "blueprint": blueprint,
    }


async def _if_readable(client: Api, path: str, **query: int) -> dict[str, Any]:
    """The list at `path`, empty for whoever may not read it: where a programme stands more people may see."""
    try:
        return await client.get(path, **query)
    except ProblemError as problem:
        if problem.code != "not_readable":
            raise
        return {"items": []}


def _ask(
    question: Callable[[Api], Awaitable[Answer]], api: str | None, token: str | None, data: Path
) -> Answer:
    async def asking() -> Answer:
        async with connected(api, token, data) as client:
            return await question(client)

    return run(asking())


def _print(answer: Answer, readable: Callable[[Page, Answer], None], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        readable(page(), answer)
