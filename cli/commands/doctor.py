"""`kwartier doctor`: whether everything is here, and answers."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from cli.anchors import Anchors, read
from cli.checks import alarms, machine, parts, registers, reports, stamps
from cli.checks.finding import Finding, note
from cli.embedded.services import Ports
from cli.instance import DEFAULT_DATA, DataFolder, find_instance, settings_for
from cli.running import run
from cli.showing.page import Page, page
from domain.shared.messages import N_, Message
from settings import Settings

MARKS = {
    "ok": (N_("ok", "finding"), "green"),
    "note": (N_("note", "finding"), "yellow"),
    "wrong": (N_("wrong", "finding"), "bold red"),
}
# A Temporal client that leaves at once may abort the whole process at exit.
BEFORE_LEAVING = 0.3  # seconds


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    data: DataFolder = DEFAULT_DATA,
    anchors: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Heads that `kwartier register anchor` wrote, or an earlier export, to pass through.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Look at every part that Kwartier needs, and say how to mend what is wrong.

    Looks at this machine, and at PostgreSQL, Temporal, worker and API when `kwartier up` runs in the data
    folder or the environment names them. Ends with exit code 1 when something is wrong.
    """
    findings = run(_findings(data, read(anchors or [])))
    if as_json:
        typer.echo(json.dumps([_as_json(finding) for finding in findings], indent=2))
    else:
        show(page(), findings)
    if any(finding.state == "wrong" for finding in findings):
        raise typer.Exit(1)


async def _findings(data: Path, anchors: Anchors) -> list[Finding]:
    found = [machine.python(), machine.packages(), machine.disk(data)]
    # What the environment names: a default address does not say that anything should be there.
    instance, named = find_instance(data), Settings().model_fields_set
    settings = settings_for(data)
    found.append(reports.contact(settings))
    if instance is None:
        found += _what_up_needs(named)
    if instance or "database" in named:
        found += [*await parts.database(settings), registers.key(settings), registers.command_keys(settings)]
    if parts.SCHEMA in _well(found):
        found += await parts.accounts(settings)
    if instance or "temporal" in named:
        found += await parts.temporal(settings)
        await asyncio.sleep(BEFORE_LEAVING)
    if settings.smtp_host:
        found.append(await parts.mail(settings))
    if instance or "database" in named:
        found += await _registers(settings, found, anchors)
    if instance:
        found.append(await parts.api(instance.api))
    elif {"database", "temporal"} <= named:
        found.append(await parts.api(f"http://{settings.api_host}:{settings.api_port}"))
    else:
        nothing = N_("nothing runs in {folder}").having(folder=str(data))
        found.append(note(N_("running"), nothing, N_("`kwartier up` starts everything.")))
    return found


async def _registers(settings: Settings, found: list[Finding], anchors: Anchors) -> list[Finding]:
    """Check the registers themselves, when PostgreSQL can tell; ask workflows when a worker can answer.

    What was refused, or fails again and again, stands in PostgreSQL too.
    """
    well = _well(found)
    if parts.SCHEMA not in well:
        return []
    client = await registers.connect(settings) if parts.WORKER in well else None
    checked = [
        *await registers.intact(settings, client, anchors),
        *await stamps.looked_at(settings),
        *await alarms.raised(settings),
    ]
    await asyncio.sleep(BEFORE_LEAVING if client else 0)
    return checked


def _well(found: list[Finding]) -> list[Message]:
    """What is in order so far, by its name."""
    return [finding.name for finding in found if finding.state == "ok"]


def _what_up_needs(named: set[str]) -> list[Finding]:
    """Look at what is needed to start the services that the environment does not name."""
    found: list[Finding] = []
    if "database" not in named:
        found.append(machine.embedded_postgres())
    if "temporal" not in named:
        found.append(machine.embedded_temporal())
    return [*found, machine.ports(Ports())] if found else []


def _as_json(finding: Finding) -> dict[str, str]:
    """What programs read is in plain English, whatever the language of the terminal."""
    mend = str(finding.mend) if finding.mend else ""
    return {"name": str(finding.name), "state": finding.state, "found": str(finding.found), "mend": mend}


def show(page: Page, findings: list[Finding]) -> None:
    """Write what was found, and below it what to do."""
    widest = max(len(page.say(mark)) for mark, _ in MARKS.values())
    for finding in findings:
        mark, style = MARKS[finding.state]
        blanks = " " * (widest - len(page.say(mark)) + 1)
        page.write((mark, style), blanks, finding.name, ": ", finding.found)
        if finding.mend:
            page.write(" " * (widest + 1), finding.mend)
