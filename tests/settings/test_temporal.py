"""Temporal is reached over TLS, with a client certificate, where the environment says so."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
import trustme
from temporalio.api.workflowservice.v1 import GetSystemInfoRequest

from settings import Settings, SettingsError
from settings.temporal import connect
from tests.words.pseudo import english

CA, CERTIFICATE, KEY = (
    "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
    "TEMPORAL_TLS_CLIENT_CERT_PATH",
    "TEMPORAL_TLS_CLIENT_KEY_PATH",
)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def certified(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of somebody whom the server in `secured` knows."""
    folder = tmp_path_factory.mktemp("certificates")
    client = authority.issue_cert("worker.kwartier.example")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    client.private_key_pem.write_to_path(folder / "key.pem")
    for blob in client.cert_chain_pems:
        blob.write_to_path(folder / "cert.pem", append=True)
    return {CA: f"{folder}/ca.pem", CERTIFICATE: f"{folder}/cert.pem", KEY: f"{folder}/key.pem"}


@pytest.fixture
async def secured(temporal: str, authority: trustme.CA) -> AsyncIterator[Settings]:
    """Settings that lead to Temporal behind TLS, which lets in whoever the authority certified."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.set_alpn_protocols(["h2"])
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(cadata=authority.cert_pem.bytes().decode())
    with authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.tempfile() as file:
        context.load_cert_chain(file)
    host, _, port = temporal.partition(":")
    served = list[asyncio.StreamWriter]()

    async def forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        served.append(writer)
        there, back = await asyncio.open_connection(host, int(port))
        try:
            await asyncio.gather(_copy(reader, back), _copy(there, writer))
        finally:
            back.close()

    async with await asyncio.start_server(forward, "127.0.0.1", 0, ssl=context) as server:
        listening = server.sockets[0].getsockname()[1]
        yield Settings(temporal=f"127.0.0.1:{listening}")
        for writer in served:
            writer.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    writer.close()


async def version(settings: Settings, environ: Mapping[str, str]) -> str:
    client = await connect(settings, environ=environ)
    return (await client.workflow_service.get_system_info(GetSystemInfoRequest())).server_version


async def test_whoever_has_a_certificate_is_let_in(secured: Settings, certified: Mapping[str, str]) -> None:
    assert await version(secured, certified)


async def test_a_file_may_hold_it_all(
    secured: Settings, certified: Mapping[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "temporal.toml"
    file.write_text(
        "[profile.default.tls]\n"
        f'server_ca_cert_path = "{certified[CA]}"\n'
        f'client_cert_path = "{certified[CERTIFICATE]}"\n'
        f'client_key_path = "{certified[KEY]}"\n'
    )

    assert await version(secured, {"TEMPORAL_CONFIG_FILE": str(file)})


@pytest.mark.parametrize(
    "left_out", [(CA, CERTIFICATE, KEY), (CERTIFICATE, KEY), (CA,)], ids=["TLS", "certificate", "authority"]
)
async def test_whoever_lacks_a_part_of_it_is_not(
    secured: Settings, certified: Mapping[str, str], left_out: tuple[str, ...]
) -> None:
    known = {name: value for name, value in certified.items() if name not in left_out}

    with pytest.raises(RuntimeError):
        await version(secured, known)


async def test_without_any_of_it_temporal_is_reached_as_it_is(temporal: str) -> None:
    assert await version(Settings(temporal=temporal), {})


async def test_the_address_is_that_of_our_own_settings(temporal: str) -> None:
    elsewhere = {"TEMPORAL_ADDRESS": "127.0.0.1:1", "TEMPORAL_NAMESPACE": "elsewhere"}

    client = await connect(Settings(temporal=temporal), environ=elsewhere)

    assert (client.service_client.config.target_host, client.namespace) == (temporal, "default")


@pytest.fixture(params=[CA, "TEMPORAL_CONFIG_FILE"])
def missing(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    return request.param, str(tmp_path / "nowhere.pem")


async def test_what_is_named_and_is_not_there_is_refused_instead_of_going_without_it(
    temporal: str, missing: tuple[str, str]
) -> None:
    name, file = missing

    with pytest.raises(SettingsError) as refused:
        await connect(Settings(temporal=temporal), environ={name: file})

    said = english(refused.value.message, "TEMPORAL_", file)
    assert said.startswith("What the variables that begin with TEMPORAL_ name cannot be read: ")
    assert "nowhere.pem" in said
