"""`kwartier parts` and `kwartier token`: who is in which part, and development tokens for anybody."""

import json
from typing import Annotated, Any

import typer

from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected, somebody
from cli.errors import CommandError
from cli.instance import DEFAULT_DATA, DataFolder, find_instance
from cli.running import run
from cli.showing import people
from cli.showing.page import page
from cli.tokens import mint, signing_key
from domain.shared.messages import N_

ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is in the register.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands; those about parts as a group of their own."""
    group = typer.Typer(help="Who is in which part of a programme.", no_args_is_help=True)
    group.command(name="list")(list_)
    group.command()(give)
    group.command()(take)
    app.add_typer(group, name="parts")
    app.command()(token)


def list_(
    programme: ProgrammeArgument,
    as_json: AsJson = False,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """List who acts in which part: the office, the principal, the kwartiermaker, drafters and seats."""

    async def asking() -> list[dict[str, Any]]:
        async with connected(api, token, data) as client:
            return (await client.get(f"programmes/{programme}/parts"))["items"]

    found = run(asking())
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        people.parts(page(), found)


def give(  # noqa: PLR0913, PLR0917 - each is an option of the command
    programme: ProgrammeArgument,
    subject: Annotated[str, typer.Argument(metavar="SUBJECT", help="The `sub` of the tokens they get.")],
    name: Annotated[str, typer.Option(metavar="NAME", help="What they are called.")],
    reason: ReasonOption,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where they get mail. Without it: their subject.")
    ] = None,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Let somebody be of the programme office.

    For the office and the principal, and for whoever runs Kwartier while a programme has no office.
    """
    address = email or (subject if "@" in subject else None)
    person = {"subject": subject, "name": name, **({"email": address} if address else {})}
    asked = {"part": "office", "person": person, "reason": reason}

    async def asking() -> None:
        async with connected(api, token, data, acts_in=programme) as client:
            await client.post(f"programmes/{programme}/parts", asked)

    run(asking())
    given = N_("{name} is of the programme office of {programme}.")
    page().write(given.having(name=name, programme=programme))


def take(
    programme: ProgrammeArgument,
    person: Annotated[str, typer.Argument(metavar="ID", help="Their id, as `kwartier parts list` shows it.")],
    reason: ReasonOption,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Let somebody be of the programme office no longer."""

    async def asking() -> None:
        async with connected(api, token, data, acts_in=programme) as client:
            path = f"programmes/{programme}/parts/office/{person}/removals"
            await client.post(path, {"reason": reason})

    run(asking())
    page().write(N_("They are of the programme office of {programme} no longer.").having(programme=programme))


def token(
    who: Annotated[
        str,
        typer.Option(
            "--as", metavar="WHO", help="Their key in the blueprint, or the address they sign in with."
        ),
    ],
    programme: Annotated[
        str, typer.Option(metavar="PROGRAMME", help="Slug of the programme that knows them.")
    ],
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Make a development token for anybody in a programme, good for a day, here and nowhere else.

    For what runs in the data folder by `kwartier up`; a real deployment takes the tokens of its identity
    provider only.
    """
    if find_instance(data) is None:
        away = N_("Nothing runs in {folder}: start Kwartier with `kwartier up`, or say --data.")
        raise CommandError(away.having(folder=str(data)))

    async def asking() -> dict[str, Any]:
        async with connected(None, None, data) as client:
            return await client.get(f"programmes/{programme}/blueprint")

    identity = somebody(run(asking()), who)
    made = N_("For {name} ({subject}):").having(name=identity.name, subject=identity.subject)
    page(stderr=True).write(made)
    typer.echo(mint(signing_key(data), identity))
