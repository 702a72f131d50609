"""PostgreSQL over TLS: `sslmode=verify-full`, as the deployment asks for it, trusts one authority and one name.

Tried with Debian's server, because the embedded build has no TLS.
"""

import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import pytest
import trustme

from cli.embedded.account import account_for
from cli.embedded.ports import LOOPBACK, free_port
from cli.embedded.processes import Processes
from store import database
from tests.conftest import make_reachable_folder

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
    as_account = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    (folder / "cluster").mkdir()
    if account:
        account.own(folder / "cluster")
    subprocess.run(  # noqa: S603 - Debian's own binary
        [SERVERS[-1].with_name("initdb"), "-D", folder / "cluster", "-U", "app", "--auth=trust", "--no-sync"],
        check=True,
        capture_output=True,
        cwd="/",
        **as_account,
    )
    certificate = authority.issue_cert(LOOPBACK)
    for name, content in {
        "server.key": certificate.private_key_pem.bytes(),
        "server.crt": b"".join(blob.bytes() for blob in certificate.cert_chain_pems),
        # Without TLS nobody comes in.
        "pg_hba.conf": b"hostssl all all 127.0.0.1/32 trust\n",
    }.items():
        file = folder / "cluster" / name
        file.write_bytes(content)
        file.chmod(0o600)
        if account:
            account.own(file)
    async with Processes(folder / "logs") as processes:
        server = Encrypted(free_port(), folder / "ca.pem")
        options = ["-c", "ssl=on", "-c", "fsync=off", "-k", "", "-h", LOOPBACK, "-p", str(server.port)]
        command = [SERVERS[-1], "-D", folder / "cluster", *options]
        child = processes.start("postgres", command, env={"PATH": os.defpath}, account=account)
        await processes.wait_until(child, lambda: _answers(server))
        yield server
    shutil.rmtree(folder)


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


async def test_without_tls_the_server_lets_nobody_in(encrypted: Encrypted) -> None:
    with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
        async with database.connect(encrypted.dsn(mode="disable")) as pool:
            await pool.fetchval("SELECT 1")
