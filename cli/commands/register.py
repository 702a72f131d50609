"""`kwartier register`: take a programme's register out, and check one without asking anyone."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from cli.anchors import append, read
from cli.connecting import ApiOption, AsJson, ProgrammeArgument, TokenOption, connected
from cli.errors import CommandError, cannot_be_read
from cli.exports import authority_in, check, holds, parse_head, trusted_keys, write_head
from cli.instance import DEFAULT_DATA, DataFolder, settings_for
from cli.running import run
from cli.showing.page import Page, page
from domain.register.entries import Break, Head
from domain.register.proof import Proof
from domain.shared.messages import N_, Message, N_plural
from settings import Settings
from store import database
from store.kept.comparing import slugs
from store.register.entries import head_of

STANDARD_INPUT = Path("-")


def add_to(app: typer.Typer) -> None:
    """Add the commands, as a group of their own."""
    group = typer.Typer(help="Take a programme's register out, and check one offline.", no_args_is_help=True)
    group.command()(export)
    group.command()(verify)
    group.command()(anchor)
    app.add_typer(group, name="register")


def export(
    programme: ProgrammeArgument,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where to write it; without it, to standard output.")
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
    # Before it is written: what does not hold should not look like an export. Not by `splitlines`, which also
    # breaks at characters that JSON leaves as they are. The rules are not played: by those of a later version
    # it is the register all the same.
    found = holds(text.split("\n"))
    if isinstance(found, Break):
        wrong = N_("The API gave a register that does not hold: {where}.")
        raise CommandError(wrong.having(where=where(found)))
    head = found.head
    if file is None:
        sys.stdout.write(text)
    else:
        file.write_text(text, encoding="utf-8")
    written = N_plural(
        "{n} entry written to {place}, head {head}", "{n} entries written to {place}, head {head}"
    )
    place = str(file) if file else N_("standard output")
    # Beside it: standard output may be the register itself.
    page(stderr=True).write(written.having(n=head.seq, place=place, head=write_head(head)))


async def _export(programme: str, api: str | None, token: str | None, data: Path) -> str:
    async with connected(api, token, data) as client:
        return await client.text(f"programmes/{programme}/register-export")


def verify(  # noqa: PLR0913, PLR0917 - each is an option
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An exported register; - reads standard input.")
    ],
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
    anchors: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Heads that `kwartier register anchor` wrote, or an earlier export, to pass through.",
        ),
    ] = None,
    timestamp_certificate: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Certificates (PEM) of the authority that must have time-stamped the decisions.",
        ),
    ] = None,
    command_key: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="A public key (JWK or PEM) of an API that must have signed commands."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check an exported register, entry by entry, without network or database.

    Each entry holds the hash of the one before it, so nothing can be changed, left out or put in unseen.
    Names the first entry that does not hold, and ends with exit code 1. Give --head, known from elsewhere
    (a publication, an earlier export), to see also that nothing up to there was cut off or written anew; give
    --key, from a source you trust, to see that every decision was signed by it. Without one, signatures are
    checked with the keys that the export names itself. With --timestamp-certificate every decision must have
    a time stamp of that authority, which tells when its entry was there, whoever had the keys.

    The rules that the programme began with are played over the entries, as far as none is sealed, and the
    signed commands behind them judged again: what the rules do not lead to is named. Give --command-key, from
    a source you trust, to see whose commands they were; without one the export names the keys itself.
    """
    found = check(
        _lines(file),
        parse_head(head) if head else None,
        trusted_keys(key or []),
        read(anchors or []),
        authority_in(timestamp_certificate or []),
        trusted_keys(command_key or []),
    )
    if as_json:
        typer.echo(json.dumps(_as_json(found), indent=2))
    else:
        show(page(), file, found)
    if isinstance(found, Break):
        raise typer.Exit(1)


def anchor(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="What is added to; best on a medium that cannot be rewritten."),
    ],
    data: DataFolder = DEFAULT_DATA,
) -> None:
    """Add where each register ends to a file, outside of the database.

    A line for each programme. A register that is cut off or rewritten later, also of a programme that has
    ended, is found with --anchors by `kwartier register verify`, `kwartier doctor` and
    deploy/verify_register.py.
    """
    written = append(file, run(_heads(settings_for(data))))
    added = N_plural("{n} head added to {file}", "{n} heads added to {file}")
    page().write(added.having(n=written, file=str(file)))


async def _heads(settings: Settings) -> dict[str, Head]:
    async with (
        database.connect(settings.database.get_secret_value(), largest=1) as pool,
        pool.acquire() as connection,
    ):
        found: dict[str, Head] = {}
        async for slug in slugs(connection):
            if (head := await head_of(connection, slug)) is not None:
                found[slug] = head
        return found


def _lines(file: Path) -> Iterable[str]:
    if file == STANDARD_INPUT:
        return sys.stdin
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except OSError as error:
        raise cannot_be_read(file, error) from error
    except UnicodeDecodeError as error:
        raise CommandError(N_("{file} is not UTF-8; an export is.").having(file=str(file))) from error


def _as_json(found: Break | Proof) -> dict[str, object]:
    if isinstance(found, Break):
        return {"holds": False, "break": {"seq": found.seq, "why": str(found.why)}}
    signed = {"up_to": found.signed_up_to, "keys": list(found.keys)}
    stamps = [
        {"seq": stamp.seq, "said": stamp.said, "at": stamp.at and stamp.at.isoformat()}
        for stamp in found.stamps
    ]
    return {
        "holds": True,
        "head": found.head.model_dump(),
        "signed": signed,
        "sealed": found.sealed,
        "timestamps": {"stamps": stamps, "waiting": list(found.waiting)},
        "rules": found.retold and found.retold._asdict(),
    }


def where(found: Break) -> Message:
    """Say where it breaks, at an entry or in the header, and why."""
    # Entries are counted from 1: nought is the header, which has no number to name.
    if found.seq == 0:
        return found.why
    return N_("entry {seq}: {why}").having(seq=str(found.seq), why=found.why)


def show(page: Page, file: Path, found: Break | Proof) -> None:
    """Write whether a register holds, and if not where it breaks."""
    if isinstance(found, Break):
        page.write((N_("does not hold"), "bold red"), f"  {file}: ", where(found))
        return
    holds = N_plural("{n} entry, head {head}", "{n} entries, head {head}")
    counted = holds.having(n=found.head.seq, head=write_head(found.head))
    page.write((N_("holds"), "green"), f"  {file}: ", counted)
    signed = N_("signed up to entry {seq} by {keys}")
    by = signed.having(seq=str(found.signed_up_to), keys=list(found.keys))
    page.write("       ", by if found.keys else N_("not signed"))
    if found.sealed:
        waiting = N_plural(
            "{n} entry is sealed: a vote on which no decision has followed",
            "{n} entries are sealed: votes on which no decision has followed",
        )
        page.write("       ", waiting.having(n=found.sealed))
    _show_retold(page, found)
    _show_stamps(page, found)


def _show_retold(page: Page, found: Proof) -> None:
    """Write how far the rules lead."""
    if (retold := found.retold) is None:
        page.write("       ", N_("its rules did not come along: whether they lead to it is not known"))
        return
    to = N_("the rules lead to entry {seq}").having(seq=str(retold.up_to))
    page.write("       ", to)
    if retold.signed_from is not None:
        commands = N_("what people did is by signed commands since entry {seq}")
        page.write("       ", commands.having(seq=str(retold.signed_from)))
    if not retold.names_rules:
        page.write("       ", N_("its first entry does not name the rules: they are as the export has them"))


def _show_stamps(page: Page, found: Proof) -> None:
    """Write when entries were there, beside when they say that they were."""
    for stamp in found.stamps:
        if stamp.at is not None:
            there = N_("entry {seq}, of {said}, was there on {at}, by its time stamp")
            at = stamp.at.strftime("%Y-%m-%dT%H:%M:%SZ")
            page.write("       ", there.having(seq=str(stamp.seq), said=stamp.said, at=at))
    if unseen := sum(stamp.at is None for stamp in found.stamps):
        n = N_plural(
            "{n} time stamp, which --timestamp-certificate checks",
            "{n} time stamps, which --timestamp-certificate checks",
        )
        page.write("       ", n.having(n=unseen))
    if found.waiting:
        waiting = N_plural(
            "{n} signed head waits for its time stamp", "{n} signed heads wait for their time stamps"
        )
        page.write("       ", waiting.having(n=len(found.waiting)))
