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

PersonArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Their id, as `kwartier parts list` shows it.")
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is in the register.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands; those about parts as a group of their own."""
    group = typer.Typer(help="Who is in which part of a programme.", no_args_is_help=True)
    group.command(name="list")(list_)
    group.command()(give)
    group.command()(take)
    group.command()(link)
    group.command()(bind)
    group.command()(unbind)
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
    who: Annotated[
        str, typer.Argument(metavar="WHO", help="Their address, or the `sub` of the tokens they get.")
    ],
    name: Annotated[str, typer.Option(metavar="NAME", help="What they are called.")],
    reason: ReasonOption,
    email: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Where they get mail, if that is another address.")
    ] = None,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Let somebody be of the programme office.

    For the office and the principal, and for whoever runs Kwartier while a programme has no office. Whoever
    is named by an address signs in for the first time by the link in their letter.
    """
    address = email or (who if "@" in who else None)
    person = {"subject": who, "name": name, **({"email": address} if address else {})}
    asked = {"part": "office", "person": person, "reason": reason}

    async def asking() -> None:
        async with connected(api, token, data, acts_in=programme) as client:
            await client.post(f"programmes/{programme}/parts", asked)

    run(asking())
    given = N_("{name} is of the programme office of {programme}.")
    page().write(given.having(name=name, programme=programme))


def take(
    programme: ProgrammeArgument,
    person: PersonArgument,
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


def link(
    programme: ProgrammeArgument,
    person: PersonArgument,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Send somebody who has not signed in yet a new link by letter; the one before it ends.

    For the office and the principal.
    """

    async def asking() -> dict[str, Any]:
        async with connected(api, token, data, acts_in=programme) as client:
            return await client.post(f"programmes/{programme}/people/{person}/sign-in-links", {})

    name = run(asking())["name"]
    page().write(
        N_("{name} gets a letter with a link, unless they have signed in already.").having(name=name)
    )


def bind(
    link: Annotated[str, typer.Argument(metavar="LINK", help="The link in the letter, or its last part.")],
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Sign in for the first time: the account of the token is the person to whom the link was sent."""
    secret = link.rstrip("/").rpartition("/")[2]

    async def asking() -> dict[str, Any]:
        async with connected(api, token, data) as client:
            whose = await client.get(f"sign-ins/{secret}")
            await client.post(f"sign-ins/{secret}", {})
            return whose

    whose = run(asking())
    done = N_("You are {name} in the programme {title} from now on.")
    page().write(done.having(name=whose["name"], title=whose["title"]))


def unbind(
    programme: ProgrammeArgument,
    person: PersonArgument,
    reason: ReasonOption,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Let the account that somebody signed in with be them no longer; they get a new link.

    For the office and the principal.
    """

    async def asking() -> None:
        async with connected(api, token, data, acts_in=programme) as client:
            path = f"programmes/{programme}/people/{person}/identity/removals"
            await client.post(path, {"reason": reason})

    run(asking())
    page().write(N_("No account is bound to them any more; a letter with a new link goes to them."))


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
