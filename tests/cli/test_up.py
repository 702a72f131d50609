"""`kwartier up`: everything comes up, is found by other commands, and goes away again."""

import re
import shutil
import signal
from collections.abc import AsyncGenerator
from pathlib import Path

import httpx2
import psutil
import pytest

from cli.instance import find_instance
from tests.cli.coming_up import TOKEN, Up, up
from tests.cli.commanding import kwartier
from tests.conftest import make_reachable_folder


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
