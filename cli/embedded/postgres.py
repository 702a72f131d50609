"""A PostgreSQL server as a child process, its data in the data folder."""

import asyncio
import hmac
import os
import secrets
import shutil
import signal
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from cli.embedded.account import Account, account_for
from cli.embedded.binaries import Binaries, installed, reachable_by
from cli.embedded.ports import LOOPBACK
from cli.embedded.processes import Processes, ServiceError
from domain.shared.messages import N_
from store.accounts import accounts
from store.accounts.grants import API, OWNER, WORKER

USER = "app"
DATABASE = "kwartier"
PREFERRED_PORT = 54320
# For tests: nothing that is written has to survive a power cut.
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
OUTSIDE = Path("/var/lib/kwartier")


@dataclass(frozen=True)
class Postgres:
    """A server that answers: where it listens, and its administrator's password."""

    port: int
    password: str

    @property
    def passwords(self) -> Mapping[str, str]:
        """Those of the accounts with less."""
        # Out of the administrator's: the same after each start, and none of them tells that one.
        return {
            role: hmac.digest(self.password.encode(), role.encode(), "sha256").hex()
            for role in (OWNER, WORKER, API)
        }

    def dsn(self, database: str = DATABASE, role: str = USER) -> str:
        """Return the address of one of its databases, for its administrator or another account."""
        password = self.password if role == USER else self.passwords[role]
        return f"postgresql://{role}:{password}@{LOOPBACK}:{self.port}/{database}?sslmode=disable"


@dataclass(frozen=True)
class _Cluster:
    """What is needed to start a server: its folder, binaries, password and the account it runs as."""

    folder: Path
    binaries: Binaries
    password: str
    account: Account | None


async def start_postgres(
    processes: Processes,
    data: Path,
    *,
    port: int | None = PREFERRED_PORT,
    durable: bool = True,
    outside: Path = OUTSIDE,
) -> Postgres:
    """Start a server on the port when it is free, else on another, and wait until it answers.

    Its database `kwartier` is made when it is new. When root's data folder is closed to others, the server's
    files go into a folder in `outside`, and `data / "postgres"` points there.
    Raises `ServiceError` when it does not come up.
    """
    try:
        cluster = await asyncio.to_thread(_prepare, data, outside, durable=durable)
    except OSError as error:
        cannot = N_("PostgreSQL cannot use the data folder {folder}: {error}")
        raise ServiceError(cannot.having(folder=str(data), error=str(error))) from error

    async def start(port: int) -> Postgres:
        return await _start(processes, cluster, port, durable=durable)

    server = await processes.start_on_a_port(port, start)
    await _create_database(server)
    await _prepare_accounts(server)
    return server


async def _start(processes: Processes, cluster: _Cluster, port: int, *, durable: bool) -> Postgres:
    server = Postgres(port, cluster.password)
    options = [argument for option in (() if durable else FORGETFUL) for argument in ("-c", option)]
    child = processes.start(
        "postgres",
        # No Unix socket: its folder would have to be writable and its path short.
        [
            cluster.binaries.postgres,
            *("-D", cluster.folder, "-h", LOOPBACK, "-p", str(port), "-k", ""),
            *("-c", "timezone=UTC", "-c", "log_timezone=UTC"),
            *options,
        ],
        env=_environment(),
        account=cluster.account,
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client to leave.
        stop_signal=signal.SIGINT,
        grace=30,
    )
    await processes.wait_until(child, lambda: _answers(server))
    return server


async def _answers(server: Postgres) -> bool:
    try:
        connection = await asyncpg.connect(server.dsn("postgres"), timeout=5)
    except asyncpg.InvalidPasswordError as error:
        raise ServiceError(
            N_(
                "The password kept in the data folder does not open its PostgreSQL."
                " Put the file postgres.password back, or remove the data folder and start afresh."
            )
        ) from error
    except (OSError, asyncpg.PostgresError):
        return False
    await connection.close()
    return True


async def _create_database(server: Postgres) -> None:
    connection = await asyncpg.connect(server.dsn("postgres"))
    try:
        if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", DATABASE):
            await connection.execute(f'CREATE DATABASE "{DATABASE}"')
    finally:
        await connection.close()


async def _prepare_accounts(server: Postgres) -> None:
    connection = await asyncpg.connect(server.dsn())
    try:
        await accounts.prepare(connection, server.passwords)
    finally:
        await connection.close()


def _prepare(data: Path, outside: Path, *, durable: bool) -> _Cluster:
    """Find or make the cluster's folder, password and reachable binaries."""
    account = account_for(data / "postgres")
    home = _home(data, outside, account)
    binaries = reachable_by(account, installed(), home)
    password = _password(data / "postgres.password")
    folder = home / "cluster"
    if not folder.exists():
        _initialise(_Cluster(folder, binaries, password, account), durable=durable)
    made_by = (folder / "PG_VERSION").read_text(encoding="ascii").strip()
    if made_by != binaries.major:
        other = N_(
            "{folder} was made by PostgreSQL {made_by}, the installed one is {installed}."
            " Start it with the version it was made with and dump it,"
            " or remove the data folder to start afresh."
        )
        raise ServiceError(
            other.having(folder=str(folder), made_by=str(made_by), installed=str(binaries.major))
        )
    return _Cluster(folder, binaries, password, account)


def _home(data: Path, outside: Path, account: Account | None) -> Path:
    """Return the folder for the server, outside a project that lies under a closed folder such as /root."""
    data.mkdir(parents=True, exist_ok=True)
    home = data / "postgres"
    if home.is_symlink() and not home.exists():
        gone = N_(
            "{link} points to {place}, which is gone, and the programmes with it."
            " Put it back, or remove {folder} to start afresh."
        )
        raise ServiceError(gone.having(link=str(home), place=str(home.readlink()), folder=str(data)))
    if home.exists() or account is None or account.can("x", data):
        home.mkdir(exist_ok=True)
        place = home.resolve()
    else:
        place = outside / secrets.token_hex(8)
        place.mkdir(parents=True)
        outside.chmod(0o711)
        home.symlink_to(place)
    place.chmod(0o700)
    if account:
        account.own(place)
    return place


def _password(file: Path) -> str:
    """Return the password in the file, made up when there is none; only its owner may read it."""
    if not file.exists():
        # Made with its permissions: changed afterwards, others could have read it in between.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as output:
            output.write(secrets.token_urlsafe(24))
    return file.read_text(encoding="ascii").strip()


def _initialise(cluster: _Cluster, *, durable: bool) -> None:
    """Make a new cluster; one that was interrupted half-way is made again."""
    unfinished = cluster.folder.with_name("cluster.unfinished")
    password_file = cluster.folder.with_name("password")
    password_file.unlink(missing_ok=True)
    password_file.touch(0o600)
    password_file.write_text(cluster.password, encoding="ascii")
    if cluster.account:
        cluster.account.own(password_file)
    shutil.rmtree(unfinished, ignore_errors=True)
    made = subprocess.run(  # noqa: S603 - our own binary
        [
            *(cluster.binaries.initdb, "-D", unfinished, "-U", USER, f"--pwfile={password_file}"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *("--auth-host=scram-sha-256", "--auth-local=scram-sha-256", "--no-instructions"),
            *(() if durable else ("--no-sync",)),
        ],
        check=False,
        capture_output=True,
        text=True,
        env=_environment(),
        cwd="/",
        user=cluster.account.uid if cluster.account else None,
        group=cluster.account.gid if cluster.account else None,
        extra_groups=[] if cluster.account else None,
    )
    password_file.unlink()
    if made.returncode:
        failed = N_("PostgreSQL's initdb failed in {folder}:\n{said}")
        raise ServiceError(failed.having(folder=str(cluster.folder.parent), said=made.stderr.strip()))
    unfinished.rename(cluster.folder)


def _environment() -> dict[str, str]:
    """Give the server nothing of ours: PGDATA, PGPORT or an unknown locale would change what it does."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
