"""The real parts that tests use: one PostgreSQL and one Temporal per session, a database per test."""

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from cli.embedded.postgres import Postgres, start_postgres
from cli.embedded.processes import Processes
from cli.embedded.temporal import TemporalOptions, start_temporal
from store.accounts import accounts
from store.accounts.grants import OWNER
from store.migrate import migrate

TEMPLATE = "kwartier_template"
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder is made in it that nobody can guess
ROOM = 2_000_000_000
"""What the servers of a run may need, in bytes, with plenty to spare."""


@dataclass(frozen=True)
class Databases:
    """Makes databases on the session's server; `admin` is a connection to its own database."""

    server: Postgres
    admin: asyncpg.Connection

    async def create(self, *, migrated: bool = True) -> str:
        """Make a database and return its DSN."""
        name = f"test_{secrets.token_hex(6)}"
        template = TEMPLATE if migrated else "template1"
        await self.admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.server.dsn(name)

    async def drop(self, dsn: str) -> None:
        """Remove it, whoever is still connected."""
        name = dsn.rpartition("/")[2].partition("?")[0]
        await self.admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Spare a run that never used hypothesis its last word, for which it would be imported after all."""
    plugins = session.config.pluginmanager
    # With tests in other processes this one only hears what those found, and has it to say.
    if "hypothesis" not in sys.modules and not plugins.has_plugin("dsession"):
        plugins.unregister(name="hypothesispytest")


def in_memory() -> Path | None:
    """A folder that is kept in memory, where this machine has one with room for servers and their files."""
    if not MEMORY.is_dir() or not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    system = os.statvfs(MEMORY)
    roomy = system.f_bavail * system.f_frsize > ROOM
    return MEMORY if roomy and not system.f_flag & os.ST_NOEXEC else None


def make_reachable_folder() -> Path:
    """Make a temporary folder that PostgreSQL can enter when root runs the tests; pytest's own are closed."""
    # A database is some 470 files: to make them on a disk takes longer than most tests do.
    folder = Path(tempfile.mkdtemp(prefix="kwartier-test-", dir=in_memory()))
    folder.chmod(0o711)
    return folder


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder of the test's own, for tests that start servers themselves."""
    folder = make_reachable_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def session_data() -> Iterator[Path]:
    folder = make_reachable_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
async def processes(session_data: Path) -> AsyncIterator[Processes]:
    async with Processes(session_data / "logs") as running:
        yield running


@pytest.fixture(scope="session")
async def postgres(processes: Processes, session_data: Path) -> AsyncIterator[Databases]:
    """The session's PostgreSQL, with a migrated template."""
    server = await start_postgres(processes, session_data, port=None, durable=False)
    admin = await asyncpg.connect(server.dsn("postgres"))
    await admin.execute(f'CREATE DATABASE "{TEMPLATE}"')
    template = await asyncpg.connect(server.dsn(TEMPLATE))
    await accounts.prepare(template, server.passwords)
    await template.close()
    await migrate(server.dsn(TEMPLATE, OWNER))
    yield Databases(server, admin)
    await admin.close()


@pytest.fixture
async def database(postgres: Databases) -> AsyncIterator[str]:
    """The DSN of a migrated database of the test's own, for its administrator; see `tests.accounts`."""
    dsn = await postgres.create()
    yield dsn
    await postgres.drop(dsn)


@pytest.fixture
async def empty_database(postgres: Databases) -> AsyncIterator[str]:
    """The DSN of a database without tables."""
    dsn = await postgres.create(migrated=False)
    yield dsn
    await postgres.drop(dsn)


@pytest.fixture(scope="session")
async def temporal(processes: Processes) -> str:
    """The address of the session's Temporal server; it keeps nothing and can skip time."""
    options = TemporalOptions(port=None, headless=True, log_level="error")
    return (await start_temporal(processes, options)).address


@pytest.fixture(scope="session")
async def temporal_client(temporal: str) -> Client:
    """A client as Kwartier connects it."""
    return await Client.connect(temporal, data_converter=pydantic_data_converter)
