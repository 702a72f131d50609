"""PostgreSQL over TLS: `sslmode=verify-full`, as the deployment asks for it, trusts one authority and name.

Tried with Debian's server, because the embedded build has no TLS.
"""

import asyncio
import os
import shutil
import signal
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
import trustme

from cli.embedded.account import Account, account_for
from cli.embedded.ports import LOOPBACK, free_port
from cli.embedded.processes import Processes
from store import database
from tests.conftest import make_reachable_folder

ROOT = Path(__file__).parents[2]
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
pytestmark = pytest.mark.skipif(not SERVERS, reason="no PostgreSQL of Debian's here: apt install postgresql")


@dataclass(frozen=True)
class Encrypted:
    """A server with a certificate for 127.0.0.1 and no other name; `authority` made it."""

    port: int
    authority: Path

    def dsn(self, host: str = LOOPBACK, authority: Path | None = None, mode: str = "verify-full") -> str:
        rooted = "" if mode == "disable" else f"&sslrootcert={authority or self.authority}"
        return f"postgresql://app@{host}:{self.port}/postgres?sslmode={mode}{rooted}"


@pytest.fixture(scope="module")
async def encrypted() -> AsyncIterator[Encrypted]:
    folder = make_reachable_folder()
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    account = account_for(folder / "cluster")
    _initialise(folder / "cluster", authority.issue_cert(LOOPBACK), account)
    async with Processes(folder / "logs") as processes:
        server = Encrypted(free_port(), folder / "ca.pem")
        options = ["-c", "ssl=on", "-c", "fsync=off", "-k", "", "-h", LOOPBACK, "-p", str(server.port)]
        child = processes.start(
            "postgres",
            [SERVERS[-1], "-D", folder / "cluster", *options],
            env={"PATH": os.defpath},
            account=account,
            stop_signal=signal.SIGINT,
        )
        await processes.wait_until(child, lambda: _answers(server))
        yield server
    shutil.rmtree(folder)


def _initialise(cluster: Path, certificate: trustme.LeafCert, account: Account | None) -> None:
    cluster.mkdir()
    if account:
        account.own(cluster)
    subprocess.run(  # noqa: S603 - Debian's own binary
        [SERVERS[-1].with_name("initdb"), "-D", cluster, "-U", "app", "--auth=trust", "--no-sync"],
        check=True,
        capture_output=True,
        cwd="/",
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )
    for name, content in {
        "server.key": certificate.private_key_pem.bytes(),
        "server.crt": b"".join(blob.bytes() for blob in certificate.cert_chain_pems),
        # Without TLS nobody comes in.
        "pg_hba.conf": b"hostssl all all 127.0.0.1/32 trust\n",
    }.items():
        file = cluster / name
        file.write_bytes(content)
        file.chmod(0o600)
        if account:
            account.own(file)


async def _answers(server: Encrypted) -> bool:
    try:
        await (await asyncpg.connect(server.dsn())).close()
    except (OSError, asyncpg.CannotConnectNowError):
        return False
    return True


async def test_whoever_trusts_its_authority_speaks_with_it_over_tls(encrypted: Encrypted) -> None:
    async with database.connect(encrypted.dsn()) as pool, pool.acquire() as connection:
        version = await connection.fetchval(
            "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl"
        )

    assert version == "TLSv1.3"


async def test_a_server_that_another_authority_certified_is_refused(
    encrypted: Encrypted, tmp_path: Path
) -> None:
    trustme.CA().cert_pem.write_to_path(tmp_path / "other.pem")

    with pytest.raises(ssl.SSLCertVerificationError):
        async with database.connect(encrypted.dsn(authority=tmp_path / "other.pem")) as pool:
            await pool.fetchval("SELECT 1")


async def test_a_server_under_another_name_is_refused(encrypted: Encrypted) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="localhost"):
        async with database.connect(encrypted.dsn("localhost")) as pool:
            await pool.fetchval("SELECT 1")


def dumps_in(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.dump"))


async def test_a_backup_is_a_whole_dump_and_old_ones_go(encrypted: Encrypted, tmp_path: Path) -> None:
    secrets, backups = tmp_path / "secrets", tmp_path / "backups"
    secrets.mkdir()
    backups.mkdir()
    (secrets / "kwartier_migrations_database").write_text(encrypted.dsn())
    old, others = backups / "kwartier-2020-01-01T00-00-00Z.dump", backups / "notes"
    for file in (old, others):
        file.touch()
        os.utime(file, (0, 0))

    backup = await asyncio.create_subprocess_exec(
        "/bin/sh",
        ROOT / "deploy" / "backup.sh",
        env={"PATH": f"{SERVERS[-1].parent}:{os.defpath}", "SECRETS": f"{secrets}", "BACKUPS": f"{backups}"},
    )

    assert await backup.wait() == 0
    [made] = dumps_in(backups)
    assert made.read_bytes().startswith(b"PGDMP")
    assert {file.name for file in backups.iterdir()} == {made.name, others.name}


async def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(
    encrypted: Encrypted, tmp_path: Path
) -> None:
    (tmp_path / "kwartier_migrations_database").write_text(encrypted.dsn("localhost"))

    backup = await asyncio.create_subprocess_exec(
        "/bin/sh",
        ROOT / "deploy" / "backup.sh",
        env={
            "PATH": f"{SERVERS[-1].parent}:{os.defpath}",
            "SECRETS": f"{tmp_path}",
            "BACKUPS": f"{tmp_path}",
        },
        stderr=asyncio.subprocess.DEVNULL,
    )

    assert await backup.wait() != 0
    assert dumps_in(tmp_path) == []


async def test_the_accounts_are_made_with_the_passwords_of_the_secrets_as_often_as_one_likes(
    encrypted: Encrypted, tmp_path: Path
) -> None:
    for account in ("", "owner_", "worker_", "api_"):
        (tmp_path / f"database_{account}password").write_text(f"it's of {account}")

    for _ in range(2):
        making = await asyncio.create_subprocess_exec(
            "/bin/sh",
            ROOT / "deploy" / "accounts.sh",
            env={
                "PATH": f"{SERVERS[-1].parent}:{os.defpath}",
                "SECRETS": f"{tmp_path}",
                "ADMINISTRATOR": encrypted.dsn(),
                "ROLES": f"{ROOT / 'store' / 'accounts' / 'roles.sql'}",
            },
        )
        assert await making.wait() == 0

    async with database.connect(encrypted.dsn()) as pool:
        with_passwords = await pool.fetch(
            "SELECT FROM pg_authid WHERE rolname LIKE 'kwartier%' AND rolpassword IS NOT NULL"
        )
    assert len(with_passwords) == 3


async def test_without_tls_the_server_lets_nobody_in(encrypted: Encrypted) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        async with database.connect(encrypted.dsn(mode="disable")) as pool:
            await pool.fetchval("SELECT 1")
