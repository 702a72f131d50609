"""`kwartier public-export`: what of a programme is public, in one file."""

from pathlib import Path
from typing import Annotated

import typer

from cli.connecting import ApiOption, ProgrammeArgument, TokenOption, connected
from cli.instance import DEFAULT_DATA, DataFolder
from cli.running import run
from cli.showing.page import page
from domain.shared.messages import N_


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("public-export")(public_export)


def public_export(
    programme: ProgrammeArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write the ZIP.")],
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Write a programme's public documents to a ZIP, with what is needed to check them.

    Nothing confidential and no draft is in it. The same programme gives the same bytes each time.
    """
    content = run(_content(programme, api, token, data))
    file.write_bytes(content)
    # Beside the results, as all progress.
    page(stderr=True).write(N_("{count} bytes written to {file}").having(count=len(content), file=str(file)))


async def _content(programme: str, api: str | None, token: str | None, data: Path) -> bytes:
    async with connected(api, token, data) as client:
        return await client.content(f"programmes/{programme}/public-export")
