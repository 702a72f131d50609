"""The embedded PostgreSQL: it starts, keeps what it was given, and stops without leftovers."""

import os
import secrets
import shutil
import socket
import stat
import subprocess
from pathlib import Path

import asyncpg
import psutil
import pytest

from cli.embedded.account import account_for
from cli.embedded.binaries import PACKAGE, Binaries, installed, reachable_by
from cli.embedded.postgres import start_postgres
from cli.embedded.processes import Processes, ServiceError

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become someone else")


async def execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def test_data_is_kept_from_one_start_to_the_next(data: Path) -> None:
    async with Processes(data / "logs") as processes:
        server = await start_postgres(processes, data, port=None, durable=False)
        await execute(server.dsn(), "CREATE TABLE kept (id int)")

    async with Processes(data / "logs") as processes:
        server = await start_postgres(processes, data, port=None, durable=False)
        await execute(server.dsn(), "INSERT INTO kept VALUES (1)")


async def test_nothing_is_left_after_stopping(data: Path) -> None:
    before = {child.pid for child in psutil.Process().children(recursive=True)}

    async with Processes(data / "logs") as processes:
        server = await start_postgres(processes, data, port=None, durable=False)
        started = {child.pid for child in psutil.Process().children(recursive=True)} - before

    assert len(started) > 2
    assert not [pid for pid in started if psutil.pid_exists(pid)]
    assert not list((data / "postgres").rglob("postmaster.pid"))
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", server.port))


async def test_only_the_password_in_the_data_folder_opens_it(data: Path) -> None:
    async with Processes(data / "logs") as processes:
        server = await start_postgres(processes, data, port=None, durable=False)
        wrong = server.dsn().replace(server.password, secrets.token_hex(8))

        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(wrong)

    mode = (data / "postgres.password").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


async def test_a_lost_password_is_named_as_the_cause(data: Path) -> None:
    async with Processes(data / "logs") as processes:
        await start_postgres(processes, data, port=None, durable=False)
    (data / "postgres.password").unlink()

    with pytest.raises(ServiceError, match=r"Put the file postgres\.password back"):
        async with Processes(data / "logs") as processes:
            await start_postgres(processes, data, port=None, durable=False)


async def test_another_port_is_taken_when_the_preferred_one_is_in_use(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as occupant:
        taken = occupant.getsockname()[1]
        async with Processes(data / "logs") as processes:
            server = await start_postgres(processes, data, port=taken, durable=False)

            assert server.port != taken
            await execute(server.dsn(), "SELECT 1")


async def test_a_preparation_that_was_interrupted_is_done_again(data: Path) -> None:
    unfinished = data / "postgres" / "cluster.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18")

    async with Processes(data / "logs") as processes:
        server = await start_postgres(processes, data, port=None, durable=False)
        await execute(server.dsn(), "SELECT 1")

    assert not unfinished.exists()


async def test_data_of_another_major_version_is_refused(data: Path) -> None:
    cluster = data / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("12\n")

    with pytest.raises(ServiceError, match="made by PostgreSQL 12, the installed one is 18"):
        async with Processes(data / "logs") as processes:
            await start_postgres(processes, data, port=None, durable=False)


@needs_root
async def test_when_root_s_data_folder_is_closed_to_others_the_server_s_files_go_outside(data: Path) -> None:
    closed, outside = data / "closed", data / "outside"
    closed.mkdir(mode=0o700)

    for statement in ("CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (1)"):
        async with Processes(closed / "logs") as processes:
            server = await start_postgres(processes, closed, port=None, durable=False, outside=outside)
            await execute(server.dsn(), statement)

    assert (closed / "postgres").readlink().parent == outside
    shutil.rmtree(outside)
    with pytest.raises(ServiceError, match="which is gone"):
        async with Processes(closed / "logs") as processes:
            await start_postgres(processes, closed, port=None, durable=False, outside=outside)


@needs_root
def test_when_the_project_is_closed_to_others_the_binaries_are_copied(data: Path) -> None:
    closed, copies = data / "closed", data / "copies"
    site = installed().root.parents[1]
    for name in (PACKAGE, f"{PACKAGE}.libs"):
        shutil.copytree(site / name, closed / name)
    closed.chmod(0o700)
    account = account_for(data / "postgres")
    assert account

    copied = reachable_by(account, Binaries(closed / PACKAGE / installed().root.name), copies)

    for binary in (copied.postgres, copied.initdb):
        subprocess.run(  # noqa: S603 - the copied binaries
            [binary, "--version"], check=True, cwd="/", user=account.uid, group=account.gid
        )
