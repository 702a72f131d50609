"""Which API a command speaks with, and as whom."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated

import typer

from cli.client import Api, connect
from cli.errors import CommandError
from cli.instance import find_instance
from cli.tokens import Identity, mint, signing_key
from domain.shared.messages import N_

OFFICE = Identity("kwartier-command", "kwartier command", roles=("office",))
"""Who the command is in development, unless a token says otherwise."""

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
        help="Token that says who you are. Without it: a development token of the programme office.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@asynccontextmanager
async def connected(api: str | None, token: str | None, data: Path) -> AsyncGenerator[Api]:
    """The API that is meant, for as long as the context lasts. Raises `CommandError` when there is none."""
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
    if token is None and instance is not None and address == instance.api:
        token = mint(signing_key(data), OFFICE)
    if token is None:
        unknown = N_("The API at {address} must know who you are: give --token or KWARTIER_TOKEN.")
        raise CommandError(unknown.having(address=address))
    async with connect(address, token) as client:
        yield client
