"""Both services together: embedded or named by the environment, one owner per data folder."""

import asyncio
import signal
import socket
import sys
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr
from temporalio.client import Client

from cli.embedded.processes import ServiceError
from cli.embedded.services import ANY_PORTS, Ports, services
from domain.shared.messages import Message
from settings import Settings
from tests.conftest import Databases


async def test_both_answer_at_the_addresses_given(data: Path) -> None:
    async with services(data, Settings(), ports=ANY_PORTS) as running:
        for dsn in (addresses := running.addresses).database:
            await (await asyncpg.connect(dsn)).close()
        await Client.connect(addresses.temporal)

        assert addresses.temporal_ui


async def test_a_taken_port_is_said_aloud(data: Path, postgres: Databases, temporal: str) -> None:
    said: list[Message] = []
    with socket.create_server(("127.0.0.1", 0)) as occupant:
        taken = occupant.getsockname()[1]
        ports = Ports(postgres=taken, temporal=taken, temporal_ui=taken)
        async with services(data, Settings(), ports=ports, say=said.append):
            pass

    lines = [str(message) for message in said]
    for name in ("PostgreSQL", "Temporal", "the Temporal UI"):
        assert [line for line in lines if line.startswith(f"Port {taken} is taken: {name} listens on")]


async def test_what_the_environment_names_is_used_and_left_running(
    data: Path, database: str, temporal: str
) -> None:
    settings = Settings(database=SecretStr(database), temporal=temporal, temporal_ui="http://ui.example")

    async with services(data, settings) as running:
        assert set(running.addresses.database) == {database}
        assert running.addresses.temporal == temporal
        assert running.addresses.temporal_ui == "http://ui.example"

    await (await asyncpg.connect(database)).close()
    await Client.connect(temporal)
    assert not (data / "postgres").exists()
    assert not (data / "temporal.db").exists()


async def test_a_named_database_that_does_not_answer_is_reported_without_its_password(
    data: Path, temporal: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    dsn = f"postgresql://app:hunter2@127.0.0.1:{port}/kwartier"

    with pytest.raises(ServiceError, match="KWARTIER_DATABASE") as caught:
        async with services(data, Settings(database=SecretStr(dsn), temporal=temporal)):
            pass

    assert "hunter2" not in str(caught.value)


async def test_a_named_temporal_that_does_not_answer_is_reported(data: Path, database: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        address = f"127.0.0.1:{closed.getsockname()[1]}"

    with pytest.raises(ServiceError, match="KWARTIER_TEMPORAL"):
        async with services(data, Settings(database=SecretStr(database), temporal=address)):
            pass


async def test_a_second_start_on_the_same_folder_is_refused(data: Path, database: str, temporal: str) -> None:
    settings = Settings(database=SecretStr(database), temporal=temporal)

    async with services(data, settings):
        with pytest.raises(ServiceError, match="is in use by another kwartier"):
            async with services(data, settings):
                pass

    async with services(data, settings):
        pass


async def test_after_a_kill_the_next_start_waits_for_the_leftovers_to_end(data: Path) -> None:
    parent = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.cli.embedded.parent_of_services", str(data)),
        stdout=asyncio.subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert parent.stdout
    assert await parent.stdout.readline() == b"running\n"

    parent.send_signal(signal.SIGKILL)
    await parent.wait()

    async with services(data, Settings(), ports=ANY_PORTS) as running:
        connection = await asyncpg.connect(running.addresses.database.owner)
        assert await connection.fetchval("SELECT count(*) FROM kept") == 0
        await connection.close()
