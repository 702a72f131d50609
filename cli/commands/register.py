"""`kwartier register`: take a programme's register out, and check one without asking anyone."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected
from cli.errors import CommandError
from cli.exports import check, parse_head, trusted_keys, write_head
from cli.instance import DEFAULT_DATA, DataFolder
from cli.running import run
from domain.register.entries import Break
from domain.register.proof import Proof

STANDARD_INPUT = Path("-")


def add_to(app: typer.Typer) -> None:
    """Add the commands, as a group of their own."""
    group = typer.Typer(help="Take a programme's register out, and check one offline.", no_args_is_help=True)
    group.command()(export)
    group.command()(verify)
    app.add_typer(group, name="register")


def export(
    programme: ProgrammeArgument,
    file: Annotated[
        Path | None, typer.Argument(help="Where to write it; without it, to standard output.")
    ] = None,
    api: ApiOption = None,
    token: TokenOption = None,
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Write a programme's register to a file: a header, the entries, and the heads that were signed.

    The file is all that `kwartier register verify` needs. Keep the head that is printed: with it, a register
    that was cut off or written anew is found as well.
    """
    text = run(_export(programme, api, token, data))
    found = check(text.split("\n"))
    if isinstance(found, Break):
        raise CommandError(f"The API gave a register that does not hold: {_where(found)}{found.why}.")
    head = found.head
    if file is None:
        sys.stdout.write(text)
    else:
        file.write_text(text, encoding="utf-8")
    where = file or "standard output"
    typer.echo(f"{head.seq} entries written to {where}, head {write_head(head)}", err=True)


async def _export(programme: str, api: str | None, token: str | None, data: Path) -> str:
    async with connected(api, token, data) as client:
        return await client.text(f"programmes/{programme}/register-export")


def verify(
    file: Annotated[Path, typer.Argument(help="An exported register; - reads standard input.")],
    head: Annotated[
        str | None,
        typer.Option(
            metavar="SEQ:HASH", help="What the register must pass through, as printed on a document."
        ),
    ] = None,
    key: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A public key (JWK or PEM) that must have signed the decisions."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check an exported register, entry by entry, without network or database.

    Each entry holds the hash of the one before it, so nothing can be changed, left out or put in unseen.
    Names the first entry that does not hold, and ends with exit code 1. Give --head, known from elsewhere
    (a publication, an earlier export), to see also that nothing up to there was cut off or written anew; give
    --key, from a source you trust, to see that every decision was signed by it. Without one, signatures are
    checked with the keys that the export names itself.
    """
    found = check(_lines(file), parse_head(head) if head else None, trusted_keys(key or []))
    if as_json:
        typer.echo(json.dumps(_as_json(found), indent=2))
    else:
        _show(file, found)
    if isinstance(found, Break):
        raise typer.Exit(1)


def _lines(file: Path) -> Iterable[str]:
    if file == STANDARD_INPUT:
        return sys.stdin
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{file} is not UTF-8; an export is.") from error


def _as_json(found: Break | Proof) -> dict[str, object]:
    if isinstance(found, Break):
        return {"holds": False, "break": {"seq": found.seq, "why": found.why}}
    signed = {"up_to": found.signed_up_to, "keys": list(found.keys)}
    return {"holds": True, "head": found.head.model_dump(), "signed": signed}


def _where(found: Break) -> str:
    """Where it breaks: at an entry, or in the header."""
    return f"entry {found.seq}: " if found.seq else ""


def _show(file: Path, found: Break | Proof) -> None:
    console = Console(highlight=False)
    if isinstance(found, Break):
        console.print(
            f"[bold red]does not hold[/]  {escape(str(file))}: {_where(found)}{escape(found.why)}",
            soft_wrap=True,
        )
        return
    head = found.head
    console.print(
        f"[green]holds[/]  {escape(str(file))}: {head.seq} entries, head {write_head(head)}", soft_wrap=True
    )
    by = f"signed up to entry {found.signed_up_to} by {', '.join(found.keys)}" if found.keys else "not signed"
    console.print(f"       {escape(by)}", soft_wrap=True)
