"""Asking another server: never one inside, unless a setting names it, whatever an address seems to be."""

import asyncio
import socket
from collections.abc import Mapping
from ipaddress import ip_address
from typing import NamedTuple

import httpx2

from domain.shared.messages import N_, SaidError

SECONDS = 5.0


class NotReachedError(SaidError):
    """An address is not asked, or its answer not taken."""


class Post(NamedTuple):
    """What is sent, of which media type, and which is wanted back."""

    content: bytes
    type: str
    wanted: str


def hosts(named: str) -> frozenset[str]:
    """The hosts that a setting names, with commas between them."""
    return frozenset(host.strip() for host in named.split(",") if host.strip())


async def text_at(address: str, allowed: frozenset[str], largest: int) -> str:
    """What a server answers, of at most `largest` bytes; `allowed` are hosts that may have private addresses.

    Raises `NotReachedError`, `httpx2.HTTPError` and `OSError`.
    """
    url = httpx2.URL(address)
    if url.scheme != "https" and url.host not in allowed:
        raise NotReachedError(N_("the address does not begin with https://"))
    return (await _answer(url, allowed, largest, {"Accept": "application/json"})).decode()


async def posted(address: str, allowed: frozenset[str], largest: int, post: Post) -> bytes:
    """What a server answers to `post`, as `text_at`, also without TLS: for what proves itself.

    Raises `NotReachedError`, `httpx2.HTTPError` and `OSError`.
    """
    headers = {"Accept": post.wanted, "Content-Type": post.type}
    return await _answer(httpx2.URL(address), allowed, largest, headers, post.content)


async def _answer(
    url: httpx2.URL,
    allowed: frozenset[str],
    largest: int,
    headers: Mapping[str, str],
    content: bytes | None = None,
) -> bytes:
    async with (
        asyncio.timeout(SECONDS),
        # No proxy of the environment: it would look the name up again, and find another address.
        httpx2.AsyncClient(trust_env=False, timeout=SECONDS) as client,
        client.stream(
            "GET" if content is None else "POST",
            # The very address that was looked at: a name may have another one a moment later.
            url.copy_with(host=await _address_of(url, allowed)),
            content=content,
            headers={"Host": url.netloc.decode("ascii"), **headers},
            extensions={"sni_hostname": url.host},
        ) as answer,
    ):
        if answer.status_code != OK:
            # A redirection too: it could lead anywhere.
            raise NotReachedError(N_("it answers {status}").having(status=str(answer.status_code)))
        taken = b""
        async for part in answer.aiter_bytes():
            taken += part
            if len(taken) > largest:
                raise NotReachedError(N_("it answers more than {largest} bytes").having(largest=str(largest)))
    return taken


class Guarded(httpx2.AsyncBaseTransport):
    """Sends what a library asks for, under the same rules; `allowed` are hosts with private addresses.

    Raises `NotReachedError` and `httpx2.HTTPError`.
    """

    def __init__(self, allowed: frozenset[str]) -> None:
        self._allowed = allowed
        self._inner = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Answer with what the very address answers that was looked at."""
        url = request.url
        if url.scheme != "https" and url.host not in self._allowed:
            raise NotReachedError(N_("the address does not begin with https://"))
        request.extensions["sni_hostname"] = url.host
        # Its Host header was made of the name, and stays.
        request.url = url.copy_with(host=await _address_of(url, self._allowed))
        return await self._inner.handle_async_request(request)

    async def aclose(self) -> None:
        await self._inner.aclose()


OK = 200


async def _address_of(url: httpx2.URL, allowed: frozenset[str]) -> str:
    found = await asyncio.get_running_loop().getaddrinfo(
        url.host, url.port or 443, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
    )
    addresses = [str(info[4][0]) for info in found]
    if url.host not in allowed and not all(ip_address(address).is_global for address in addresses):
        inside = N_("{host} has a private address; name it in KWARTIER_PRIVATE_HOSTS when it may be asked")
        raise NotReachedError(inside.having(host=url.host))
    return addresses[0]
