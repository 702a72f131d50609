"""Keys from the issuer, which change while the API runs: published by a server, or in a file."""

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from service.people import issuer_keys
from service.people.issuer_keys import InFile
from settings import Settings, outgoing
from tests.api.visiting import Visitor, ok, opened, problem

ISSUER = "https://identity.example"


class Publisher:
    """An identity provider that publishes keys, as long as it is well; `asked` counts."""

    def __init__(self) -> None:
        self.text = ""
        self.asked = 0

    def publish(self, *keys: OKPKey) -> None:
        self.text = json.dumps(KeySet(list(keys)).as_dict(private=False))

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        self.asked += 1
        body = self.text.encode()
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body))
        await writer.drain()
        writer.close()

    @asynccontextmanager
    async def listening(self) -> AsyncGenerator[str]:
        """The address under which it answers."""
        async with await asyncio.start_server(self.answer, "127.0.0.1") as server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/keys"


def key(name: str) -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"kid": name})


def token(signed_by: OKPKey) -> str:
    claims = {"iss": ISSUER, "aud": "kwartier", "sub": "anna", "exp": int(time.time()) + 60}
    header = {"alg": "Ed25519", "kid": signed_by.kid}
    return jwt.encode(header, claims, signed_by, algorithms=["Ed25519"])


def trusting(settings: Settings, address: str, *, private_hosts: str = "127.0.0.1") -> Settings:
    own = {"token_issuer": ISSUER, "token_keys": None, "token_keys_url": address}
    return settings.model_copy(update=own | {"private_hosts": private_hosts})


async def test_a_key_that_is_new_is_found_and_one_that_is_gone_counts_no_longer(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuer_keys, "AGAIN_SECONDS", 0)
    publisher, old, new = Publisher(), key("old"), key("new")
    publisher.publish(old)
    async with (
        publisher.listening() as address,
        opened(trusting(settings, address), tmp_path) as door,
    ):
        ok(await Visitor(door.http, token(old)).get("/programmes"))

        publisher.publish(new)

        ok(await Visitor(door.http, token(new)).get("/programmes"))
        problem(await Visitor(door.http, token(old)).get("/programmes"), 401, "invalid_token")


async def test_while_the_issuer_is_ill_its_last_keys_count(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuer_keys, "AGAIN_SECONDS", 0)
    publisher, old = Publisher(), key("old")
    publisher.publish(old)
    async with (
        publisher.listening() as address,
        opened(trusting(settings, address), tmp_path) as door,
    ):
        publisher.text = "<html>Out of order</html>"

        problem(await Visitor(door.http, token(key("new"))).get("/programmes"), 401, "invalid_token")
        ok(await Visitor(door.http, token(old)).get("/programmes"))


async def test_keys_that_nobody_has_do_not_make_it_ask_each_time(settings: Settings, tmp_path: Path) -> None:
    publisher = Publisher()
    publisher.publish(key("old"))
    async with (
        publisher.listening() as address,
        opened(trusting(settings, address), tmp_path) as door,
    ):
        for nth in range(5):
            await Visitor(door.http, token(key(f"made up {nth}"))).get("/programmes")

    assert publisher.asked == 1


async def test_a_private_address_is_not_asked_unless_a_setting_names_it(
    settings: Settings, tmp_path: Path
) -> None:
    publisher = Publisher()
    async with (
        publisher.listening() as address,
        opened(trusting(settings, address, private_hosts=""), tmp_path) as door,
    ):
        answer = await Visitor(door.http, token(key("any"))).get("/programmes")

    problem(answer, 503, "issuer_unavailable")
    assert publisher.asked == 0


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://169.254.169.254/latest"],
)
async def test_no_name_for_a_private_address_is_asked(address: str) -> None:
    with pytest.raises(outgoing.NotReachedError, match="private"):
        await outgoing.text_at(address, frozenset(), 1000)


async def test_keys_in_a_file_are_read_again(tmp_path: Path) -> None:
    file, publisher, new = tmp_path / "keys", Publisher(), key("new")
    publisher.publish(key("old"))
    file.write_text(publisher.text)
    keys = InFile(file)

    publisher.publish(new)
    file.write_text(publisher.text)

    assert await keys.look_again()
    assert keys.keys is not None
    assert [one.kid for one in keys.keys.keys] == ["new"]
