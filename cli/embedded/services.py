"""PostgreSQL and Temporal: the ones that the environment names, or else our own in the data folder."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import asyncpg

from cli.embedded.lock import locked
from cli.embedded.mail import PREFERRED_SMTP_PORT
from cli.embedded.postgres import PREFERRED_PORT, start_postgres
from cli.embedded.processes import Processes, ServiceError
from cli.embedded.temporal import (
    PREFERRED_FRONTEND_PORT,
    PREFERRED_UI_PORT,
    TemporalOptions,
    is_healthy,
    start_temporal,
)
from domain.shared.messages import N_, Message
from settings import Settings, temporal
from store.accounts.grants import API, OWNER, WORKER

PREFERRED_API_PORT = 8080

Say = Callable[[Message], None]


class Accounts(NamedTuple):
    """The DSN of each who connects to PostgreSQL: the owner of the tables, workers and APIs."""

    owner: str
    worker: str
    api: str


@dataclass(frozen=True)
class Addresses:
    """Where the two services answer: DSNs, host:port, and the pages of the Temporal UI if there are any."""

    database: Accounts
    temporal: str
    temporal_ui: str | None


@dataclass(frozen=True)
class Ports:
    """The ports to take when they are free; None takes any."""

    postgres: int | None = PREFERRED_PORT
    temporal: int | None = PREFERRED_FRONTEND_PORT
    temporal_ui: int | None = PREFERRED_UI_PORT
    api: int | None = PREFERRED_API_PORT
    smtp: int | None = PREFERRED_SMTP_PORT


ANY_PORTS = Ports(postgres=None, temporal=None, temporal_ui=None, api=None, smtp=None)


@dataclass(frozen=True)
class Services:
    """The services' addresses, and the processes that stop with them: start a worker or an API there."""

    addresses: Addresses
    processes: Processes


@asynccontextmanager
async def services(
    data: Path, settings: Settings, *, say: Say = lambda _: None, ports: Ports | None = None
) -> AsyncGenerator[Services]:
    """Run both services for as long as the context lasts; `say` hears what happens, a line at a time.

    What KWARTIER_DATABASE and KWARTIER_TEMPORAL name is used as it is and left running.
    Raises `ServiceError` when a service does not answer or the data folder is in use.
    """
    ports = ports or Ports()
    async with locked(data) as lock, Processes(data / "logs", keep_open=[lock]) as processes:
        database = await _database(data, settings, processes, ports, say)
        address, ui = await _temporal(data, settings, processes, ports, say)
        yield Services(Addresses(database, address, ui), processes)


async def _database(data: Path, settings: Settings, processes: Processes, ports: Ports, say: Say) -> Accounts:
    # Not its value: whoever names the address that is the default means that server as well.
    if "database" in settings.model_fields_set:
        say(N_("PostgreSQL: the one that KWARTIER_DATABASE names"))
        dsn, owner = settings.database.get_secret_value(), settings.owner_database.get_secret_value()
        await check_database(dsn)
        return Accounts(owner=owner, worker=dsn, api=dsn)
    say(N_("PostgreSQL: starting"))
    server = await start_postgres(processes, data, port=ports.postgres)
    say_moved(say, N_("PostgreSQL"), ports.postgres, server.port)
    return Accounts(owner=server.dsn(role=OWNER), worker=server.dsn(role=WORKER), api=server.dsn(role=API))


async def _temporal(
    data: Path, settings: Settings, processes: Processes, ports: Ports, say: Say
) -> tuple[str, str | None]:
    if "temporal" in settings.model_fields_set:
        say(N_("Temporal: {address}, from KWARTIER_TEMPORAL").having(address=settings.temporal))
        if not await is_healthy(temporal.connect(settings)):
            away = N_(
                "Temporal at {address} does not answer, or has no namespace {namespace}."
                " Correct KWARTIER_TEMPORAL or KWARTIER_NAMESPACE, or unset them to use the embedded server."
            )
            raise ServiceError(away.having(address=settings.temporal, namespace=settings.namespace))
        return settings.temporal, settings.temporal_ui
    say(N_("Temporal: starting"))
    server = await start_temporal(
        processes,
        TemporalOptions(
            database=data / "temporal.db",
            port=ports.temporal,
            ui_port=ports.temporal_ui,
            namespace=settings.namespace,
        ),
    )
    say_moved(say, N_("Temporal"), ports.temporal, server.port)
    say_moved(say, N_("the Temporal UI"), ports.temporal_ui, server.ui_port)
    return server.address, server.ui


async def check_database(dsn: str, setting: str = "KWARTIER_DATABASE") -> None:
    """Raise `ServiceError` when the DSN leads to no database; the password is not repeated."""
    try:
        connection = await asyncpg.connect(dsn, timeout=10)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        away = N_(
            "PostgreSQL does not answer at the address in {setting} ({error})."
            " Correct it, or unset it to use the embedded server."
        )
        raise ServiceError(away.having(setting=setting, error=str(error) or type(error).__name__)) from error
    await asyncio.wait_for(connection.close(), timeout=5)


def say_moved(say: Say, name: Message, preferred: int | None, got: int | None) -> None:
    """Say so when a service listens elsewhere than it preferred."""
    if preferred and got and preferred != got:
        moved = N_("Port {port} is taken: {service} listens on {other} instead")
        say(moved.having(port=str(preferred), service=name, other=str(got)))
