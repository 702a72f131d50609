"""Which API a command speaks with, and as whom."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.client import Api, connect
from cli.errors import CommandError
from cli.instance import find_instance
from cli.showing.page import page
from cli.tokens import Identity, mint, signing_key
from domain.shared.messages import N_

COMMAND = Identity("kwartier-command", "kwartier command", roles=("starter", "operator", "auditor"))
"""Who the command is in development, unless a token says otherwise; it has no part in any programme."""

ProgrammeArgument = Annotated[
    str, typer.Argument(metavar="PROGRAMME", help="Slug of the programme, such as common-ground.")
]
ApiOption = Annotated[
    str | None,
    typer.Option(
        "--api",
        metavar="ADDRESS",
        envvar="KWARTIER_API",
        help="Address of the API. Without it: that of the `kwartier up` that runs in the data folder.",
    ),
]
TokenOption = Annotated[
    str | None,
    typer.Option(
        "--token",
        metavar="TOKEN",
        envvar="KWARTIER_TOKEN",
        help="Token that says who you are. Without it, in development: one that reads everything and starts"
        " programmes; to act in one, that of its office.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@asynccontextmanager
async def connected(
    api: str | None, token: str | None, data: Path, *, acts_in: str | None = None
) -> AsyncGenerator[Api]:
    """The API that is meant, for as long as the context lasts. Raises `CommandError` when there is none.

    In development somebody of the office of the programme `acts_in` acts in it, and the command says who.
    """
    instance = find_instance(data)
    if api is None and instance is None:
        raise CommandError(
            N_(
                "Nothing runs in {folder}. Start Kwartier with `kwartier up`, point --data to its folder,"
                " or say where the API is with --api or KWARTIER_API."
            ).having(folder=str(data))
        )
    address = api or (instance.api if instance else "")
    # For the instance in this folder only: elsewhere the token counts for nothing, and should not be sent.
    is_ours = token is None and instance is not None and address == instance.api
    if is_ours:
        token = mint(signing_key(data), COMMAND)
    if token is None:
        unknown = N_("The API at {address} must know who you are: give --token or KWARTIER_TOKEN.")
        raise CommandError(unknown.having(address=address))
    async with connect(address, token) as client:
        if is_ours and acts_in is not None:
            who = await of_the_office(client, acts_in)
            acting = N_("As {name} ({subject}), by a development token.")
            page(stderr=True).write(acting.having(name=who.name, subject=who.subject))
            yield client.as_person(mint(signing_key(data), who))
        else:
            yield client


async def of_the_office(client: Api, programme: str) -> Identity:
    """The first of those whom a programme's blueprint names as its office."""
    blueprint = await client.get(f"programmes/{programme}/blueprint")
    return somebody(blueprint, blueprint["office"][0])


def somebody(blueprint: Mapping[str, Any], key: str) -> Identity:
    """Whom a blueprint calls `key`, or who signs in under that address. Raises `CommandError`."""
    for person in blueprint["people"]:
        if key in {person["key"], person["subject"]}:
            return Identity(person["subject"], person["name"], person["email"])
    if "@" in key:
        # Somebody whom the office named later, such as a representative.
        return Identity(key, key, key)
    known = N_("The programme has nobody called {key}. There are: {keys}.")
    keys = [person["key"] for person in blueprint["people"]]
    raise CommandError(known.having(key=key, keys=keys))
