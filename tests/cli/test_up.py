"""`kwartier up`: everything comes up, is found by other commands, and goes away again."""

import asyncio
import os
import re
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import psutil
import pytest

from cli.instance import find_instance
from tests.cli.commanding import ROOT, kwartier
from tests.conftest import make_reachable_folder

TOKEN = re.compile(r"^  ey[\w.-]+$", re.MULTILINE)

LAST_TOKEN = 6


@dataclass(frozen=True)
class Up:
    """A running `kwartier up`: its data folder, its process and what it has printed."""

    data: Path
    process: Process
    printed: str


@asynccontextmanager
async def up(data: Path, *also: str) -> AsyncGenerator[Up]:
    """Run the command until the context ends; wait until it has printed where everything is."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KWARTIER_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "cli.main", "up", "--data", str(data), *(also or ("--empty",))),
        stdout=PIPE,
        stderr=PIPE,
        cwd=ROOT,
        env=clean,
    )
    try:
        yield Up(data, process, await read_until_it_runs(process))
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
        await process.communicate()


async def read_until_it_runs(process: Process) -> str:
    assert process.stdout
    printed = ""
    # One that does not come up ends by itself, and its output with it.
    async for line in process.stdout:
        printed += line.decode()
        if len(TOKEN.findall(printed)) == LAST_TOKEN:
            return printed
    assert process.stderr
    raise AssertionError((await process.stderr.read()).decode())


@pytest.fixture(scope="module")
async def running() -> AsyncGenerator[Up]:
    """One that all tests share that leave it running."""
    data = make_reachable_folder()
    async with up(data) as started:
        yield started
    shutil.rmtree(data)


async def test_the_api_answers_at_the_address_that_is_printed(running: Up) -> None:
    found = re.search(r"^Pages +(http://127\.0\.0\.1:\d+)", running.printed, re.MULTILINE)
    assert found
    async with httpx2.AsyncClient(trust_env=False) as client:
        for path in ("/v1/health/ready", "/v1/openapi.json"):
            assert (await client.get(f"{found[1]}{path}")).status_code == 200


def test_the_other_addresses_and_a_token_for_each_role_are_printed(running: Up) -> None:
    for name in ("API documentation", "Temporal UI", "Mail"):
        assert re.search(rf"^{name} +http://127\.0\.0\.1:\d+", running.printed, re.MULTILINE)
    assert str(running.data) in running.printed
    for role in ("programme office", "principal", "candidate", "representative", "member"):
        assert re.search(rf"^{role}.*\n  ey", running.printed, re.MULTILINE)


def test_the_doctor_finds_it_well(running: Up) -> None:
    doctor = kwartier("doctor", "--data", str(running.data))

    assert doctor.returncode == 0, doctor.stdout
    for part in ("PostgreSQL", "schema", "Temporal", "search attributes", "worker", "mail", "API"):
        assert re.search(rf"^ok +{part}:", doctor.stdout, re.MULTILINE), doctor.stdout


async def test_what_is_mailed_can_be_read_by_http(running: Up) -> None:
    found = re.search(r"^Mail +(http://\S+/v1/development/mail)box$", running.printed, re.MULTILINE)
    token = TOKEN.search(running.printed)
    assert found
    assert token
    headers = {"Authorization": f"Bearer {token[0].strip()}"}
    async with httpx2.AsyncClient(trust_env=False, headers=headers) as client:
        assert (await client.get(found[1])).json() == {"items": []}
        assert (await client.get(f"{found[1]}/1")).json()["code"] == "no_such_mail"
        assert (await client.get(found[1], headers={"Authorization": ""})).status_code == 401
        assert "Nog niets" in (await client.get(f"{found[1]}box", headers={"Authorization": ""})).text


def test_a_second_one_on_the_same_folder_is_refused(running: Up) -> None:
    second = kwartier("up", "--data", str(running.data))

    assert second.returncode == 1
    assert "is in use by another kwartier" in second.stderr


DOES_SOMETHING = re.compile(r'<span class="kw-quiet">([^<]*)</span> <span class="kw-tag')


async def test_it_begins_with_examples_in_which_there_is_something_to_do(data: Path) -> None:
    async with up(data, "--examples") as started:
        assert started.process.stdout
        async for line in started.process.stdout:
            assert b"stays as it is" not in line
            if b"The example programmes are there." in line:
                break
        found = re.search(r"^Pages +(http://\S+)", started.printed, re.MULTILINE)
        assert found
        async with httpx2.AsyncClient(trust_env=False, base_url=found[1]) as client:
            them = (await client.get("/development/sign-in")).text

    titles = re.findall(r"<h2[^>]*>([^<]+)</h2>", them)
    assert titles[:4] == [
        "Common Ground",
        "Common Ground, het vorige programma",
        "Small programme",
        "Living with the Estuary",
    ]
    waited_for = " ".join(DOES_SOMETHING.findall(them))
    for part in ("Kwartiermaker", "Review panel", "Board"):
        assert part in waited_for


async def test_ctrl_c_stops_everything_and_is_no_error(data: Path) -> None:
    async with up(data) as started:
        process = started.process
        family = psutil.Process(process.pid).children(recursive=True)
        assert len(family) >= 5

        process.send_signal(signal.SIGINT)
        assert process.stdout
        printed = await process.stdout.read()
        await process.wait()

    assert process.returncode == 0
    assert b"Stopped" in printed
    assert not [child for child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    assert find_instance(data) is None


async def test_a_worker_that_dies_ends_it_all_and_its_log_is_named(data: Path) -> None:
    async with up(data) as started:
        process = started.process
        family = psutil.Process(process.pid).children(recursive=True)
        (worker,) = [child for child in family if "worker" in child.cmdline()]

        worker.kill()
        assert process.stderr
        errors = (await process.stderr.read()).decode()
        await process.wait()

    assert process.returncode == 1
    assert "worker was killed by SIGKILL" in errors
    assert str(data / "logs" / "worker.log") in errors
    assert not [child for child in family if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
