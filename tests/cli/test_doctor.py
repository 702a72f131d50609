"""The doctor: finds what is wrong with each part, and says how to mend it."""

import json
import socket
from importlib.metadata import version
from io import StringIO
from pathlib import Path
from typing import cast

import pytest
from pydantic import SecretStr
from rich.console import Console
from temporalio.client import Client

from cli.checks import machine, parts, registers, reports
from cli.checks.finding import Finding
from cli.commands.doctor import show
from cli.embedded.processes import Processes
from cli.embedded.services import Ports
from cli.embedded.temporal import TemporalOptions, start_temporal
from cli.showing.page import WIDTH, Page
from cli.tokens import command_keys, register_key
from domain.register.heads import SigningKey, UnusableKeyError
from domain.shared.messages import Message
from settings import Settings
from store.accounts.grants import OWNER, WORKER
from store.database import connect
from tests.accounts import account
from tests.cli.commanding import kwartier
from tests.conftest import Databases
from tests.words.pseudo import PSEUDO, english, outside
from worker import keys, namespace


def test_this_machine_has_what_is_needed(tmp_path: Path) -> None:
    for finding in (
        machine.python(),
        machine.packages(),
        machine.disk(tmp_path / "not" / "yet"),
        machine.embedded_postgres(),
        machine.embedded_temporal(),
    ):
        assert finding.state == "ok", finding


def test_a_package_of_another_version_than_locked_is_wrong(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        "typer==0.0.1 \\\n    --hash=sha256:00\nnot-for-this-system==1.0 ; sys_platform == 'win32'\n"
    )

    finding = machine.packages(lock)

    assert finding.state == "wrong"
    assert "instead of 0.0.1" in str(finding.found)
    assert "not-for-this-system" not in str(finding.found)
    assert str(finding.mend) == "Run ./dev install."


def test_a_package_that_is_locked_for_two_pythons_is_looked_at_for_this_one(tmp_path: Path) -> None:
    lock, installed = tmp_path / "requirements.lock", version("typer")
    lock.write_text(
        f"typer=={installed} ; python_full_version >= '3.11' \\\n    --hash=sha256:00\n"
        "typer==0.0.1 ; python_full_version < '3.11' \\\n    --hash=sha256:00\n"
    )

    assert machine.packages(lock).state == "ok"


def test_a_taken_port_is_worth_a_note_only() -> None:
    with socket.create_server(("127.0.0.1", 0)) as occupant:
        taken = occupant.getsockname()[1]

        finding = machine.ports(Ports(postgres=taken, temporal=None, temporal_ui=None, api=None))

    assert finding.state == "note"
    assert f"{taken} (PostgreSQL)" in str(finding.found)


async def test_a_migrated_database_is_well(database: str) -> None:
    found = await parts.database(Settings(database=SecretStr(database)))

    assert [(str(finding.name), finding.state) for finding in found] == [
        ("PostgreSQL", "ok"),
        ("schema", "ok"),
    ]


async def test_an_account_that_may_do_everything_is_refused(database: str) -> None:
    (all_there_is,) = await parts.accounts(Settings(database=SecretStr(database)))
    (enough,) = await parts.accounts(Settings(database=SecretStr(account(database, WORKER))))

    assert all_there_is.state == "wrong"
    assert "kwartier doctor uses app" in str(all_there_is.found)
    assert enough.state == "ok"


@pytest.mark.parametrize("role", ["app", OWNER])
async def test_so_is_that_of_an_api_that_is_connected(database: str, role: str) -> None:
    dsn = database if role == "app" else account(database, role)
    async with connect(dsn, called="kwartier api") as pool, pool.acquire():
        (finding,) = await parts.accounts(Settings(database=SecretStr(account(database, WORKER))))

    assert finding.state == "wrong"
    assert f"kwartier api uses {role}" in str(finding.found)


async def test_a_schema_that_is_behind_is_mended_by_migrate(empty_database: str) -> None:
    found = await parts.database(Settings(database=SecretStr(empty_database)))

    assert found[1].state == "wrong"
    assert "0001_" in str(found[1].found)
    assert "kwartier migrate" in str(found[1].mend)


async def test_a_database_that_is_away_is_wrong() -> None:
    (found,) = await parts.database(Settings(database=SecretStr("postgresql://127.0.0.1:1/nowhere")))

    assert (str(found.name), found.state) == ("PostgreSQL", "wrong")


async def test_a_temporal_that_is_away_is_wrong() -> None:
    (found,) = await parts.temporal(Settings(temporal="127.0.0.1:1"))

    assert (str(found.name), found.state) == ("Temporal", "wrong")


async def test_search_attributes_are_missing_until_a_worker_has_prepared_the_namespace(data: Path) -> None:
    async with Processes(data / "logs") as processes:
        server = await start_temporal(processes, TemporalOptions(port=None, headless=True))
        settings = Settings(temporal=server.address)
        before = {str(f.name): f for f in await parts.temporal(settings)}

        await namespace.prepare(await Client.connect(server.address), retention_days=30)
        after = {str(f.name): f for f in await parts.temporal(settings)}

    assert before["search attributes"].state == "wrong"
    assert "KwartierProgramme" in str(before["search attributes"].found)
    assert after["search attributes"].state == "ok"


async def test_without_a_worker_programmes_stand_still(temporal: str) -> None:
    found = {str(f.name): f for f in await parts.temporal(Settings(temporal=temporal, task_queue="deserted"))}

    assert found["Temporal"].state == "ok"
    assert found["worker"].state == "wrong"
    assert "programmes stand still" in str(found["worker"].found)


async def test_an_api_that_does_not_answer_is_wrong() -> None:
    assert (await parts.api("http://127.0.0.1:1")).state == "wrong"


def test_without_a_register_key_nothing_is_signed_which_is_worth_a_note() -> None:
    found = registers.key(Settings(register_key=None))

    assert found.state == "note"
    assert "KWARTIER_REGISTER_KEY" in str(found.mend)


def test_a_register_key_is_named_by_its_thumbprint(tmp_path: Path) -> None:
    found = registers.key(Settings(register_key=SecretStr(register_key(tmp_path))))

    assert found.state == "ok"
    assert SigningKey.parse(register_key(tmp_path)).public.id in str(found.found)


def test_a_register_key_that_cannot_sign_is_wrong_and_stops_the_worker() -> None:
    unusable = Settings(register_key=SecretStr("a secret that is no key"))

    assert registers.key(unusable).state == "wrong"
    with pytest.raises(UnusableKeyError) as refused:
        keys.register_key(unusable)
    assert english(refused.value.message, "KWARTIER_REGISTER_KEY") == (
        "KWARTIER_REGISTER_KEY cannot sign: it is neither a private Ed25519 key as JWK nor as PEM."
    )


def test_without_command_keys_nobody_can_tell_who_signed_which_is_worth_a_note(tmp_path: Path) -> None:
    none, unusable = Settings(), Settings(command_keys="a text")
    known = Settings(command_keys=command_keys(tmp_path))

    assert [registers.command_keys(settings).state for settings in (none, unusable, known)] == [
        "note",
        "wrong",
        "ok",
    ]


@pytest.mark.parametrize(
    ("contact", "state"),
    [
        (None, "note"),
        ("", "note"),
        ("mailto:security@kwartier.example", "note"),
        ("https://www.example.org/report", "note"),
        ("mailto:meldpunt@gemeente.nl", "ok"),
        ("https://gemeente.nl/example", "ok"),
    ],
)
def test_an_address_for_reports_that_is_missing_or_a_placeholder_is_worth_a_note(
    contact: str | None, state: str
) -> None:
    found = reports.contact(Settings(security_contact=contact))

    assert found.state == state
    assert (found.mend is None) == (state == "ok")


async def test_an_empty_database_has_registers_that_hold(database: str) -> None:
    assert (await registers.intact(Settings(database=SecretStr(database))))[0].state == "ok"


def test_with_nothing_running_the_command_is_content(tmp_path: Path) -> None:
    answer = kwartier("doctor", "--json", "--data", str(tmp_path))

    findings = {finding["name"]: finding for finding in json.loads(answer.stdout)}
    assert answer.returncode == 0, answer.stdout
    assert findings["running"]["state"] == "note"


def test_something_wrong_ends_with_exit_code_1(tmp_path: Path, postgres: Databases) -> None:
    nowhere = postgres.server.dsn("nowhere")

    answer = kwartier("doctor", "--data", str(tmp_path), KWARTIER_DATABASE=nowhere)

    assert answer.returncode == 1
    assert "wrong PostgreSQL: does not answer" in answer.stdout
    assert "Correct it, or unset it" in answer.stdout


async def test_it_says_nothing_outside_of_its_language(tmp_path: Path) -> None:
    taken = Ports(postgres=1, temporal=None, temporal_ui=None, api=None)
    nowhere = Settings(database=SecretStr("postgresql://127.0.0.1:1/nowhere"), temporal="127.0.0.1:1")
    findings = [
        *(machine.python(), machine.packages(), machine.disk(tmp_path), machine.ports(taken)),
        *(machine.embedded_postgres(), machine.embedded_temporal(), registers.key(Settings())),
        *(registers.command_keys(Settings()), registers.command_keys(Settings(command_keys="a text"))),
        *(
            reports.contact(Settings(security_contact=given))
            for given in (None, "mailto:a@b.example", "tel:1")
        ),
        *(
            *await parts.database(nowhere),
            *await parts.temporal(nowhere),
            await parts.api("http://127.0.0.1:1"),
            *await parts.accounts(nowhere),
        ),
        *await registers.intact(nowhere),
    ]
    page = Page(Console(file=StringIO(), width=WIDTH), PSEUDO)

    show(page, findings)

    assert isinstance(page.console.file, StringIO)
    assert outside(page.console.file.getvalue(), *values_in(findings)) == []


def values_in(findings: list[Finding]) -> list[str]:
    """Paths, addresses, versions and what other programs say."""
    return [text for finding in findings for text in (*typed_in(finding.found), *typed_in(finding.mend))]


def typed_in(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case Message(values=values):
            return [text for inner in values.values() for text in typed_in(inner)]
        case list():
            return [text for inner in cast("list[object]", value) for text in typed_in(inner)]
        case _:
            return []
