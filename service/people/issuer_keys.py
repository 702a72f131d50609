"""The public keys with which the identity provider signs: as given, in a file, or where it publishes them."""

import asyncio
import json
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from domain.shared.messages import N_, SaidError
from settings import outgoing

AGAIN_SECONDS = 30.0
"""How soon after looking it is looked again, for a token whose key is not known: anybody can send one."""

EVERY_SECONDS = 600.0
"""How long a key that the identity provider withdrew may still count."""

LARGEST = 200_000  # bytes

log = structlog.get_logger()


class UnusableKeysError(SaidError):
    """The settings about tokens cannot be used; the message says which and what would be right."""


class IssuerKeys(ABC):
    """Keys that may be replaced while the API runs; those that were read last count until then."""

    def __init__(self, keys: KeySet | None = None) -> None:
        self.keys = keys
        self._looked_at = float("-inf")
        self._looking = asyncio.Lock()

    @abstractmethod
    async def _read(self) -> KeySet | None:
        """The keys as they are now, None where they cannot have changed. Raises `UnusableKeysError`."""

    async def look_again(self, *, after: float | None = None) -> bool:
        """Read the keys again, unless that was done just now; whether they were read."""
        loop = asyncio.get_running_loop()
        async with self._looking:
            if loop.time() - self._looked_at < (AGAIN_SECONDS if after is None else after):
                return False
            self._looked_at = loop.time()
            try:
                found = await self._read()
            except UnusableKeysError as error:
                # With those that were read last: nobody is kept out because their provider is down.
                log.error("keys that sign tokens cannot be read", error=str(error))  # noqa: TRY400 - no trace helps
                return False
            if found is None:
                return False
            self.keys = found
            return True

    @asynccontextmanager
    async def followed(self) -> AsyncGenerator[None]:
        """Follow what becomes of the keys for as long as the context lasts."""
        await self.look_again(after=0)
        following = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            following.cancel()

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.look_again()


class Given(IssuerKeys):
    """Keys that stand in a setting."""

    async def _read(self) -> None:
        return None


class InFile(IssuerKeys):
    """Keys in a file that somebody may replace."""

    def __init__(self, file: Path) -> None:
        super().__init__(key_set(file.read_text()))
        self._file = file

    async def _read(self) -> KeySet:
        try:
            text = await asyncio.to_thread(self._file.read_text)
        except (OSError, UnicodeDecodeError) as error:
            cannot = N_("{file} cannot be read ({error})")
            raise UnusableKeysError(cannot.having(file=self._file.name, error=type(error).__name__)) from None
        return key_set(text)


class Published(IssuerKeys):
    """Keys at an address of the identity provider; `allowed` are hosts that may have private addresses."""

    def __init__(self, address: str, allowed: frozenset[str]) -> None:
        super().__init__()
        self._address = address
        self._allowed = allowed

    async def _read(self) -> KeySet:
        try:
            text = await outgoing.text_at(self._address, self._allowed, LARGEST)
        except (httpx2.HTTPError, OSError, UnicodeDecodeError, outgoing.NotReachedError) as error:
            cannot = N_("{address} does not answer with keys ({error})")
            told = str(error) if isinstance(error, outgoing.NotReachedError) else type(error).__name__
            raise UnusableKeysError(cannot.having(address=self._address, error=told)) from None
        return key_set(text)


def key_set(text: str) -> KeySet:
    """The public keys in a JSON Web Key Set. Raises `UnusableKeysError`."""
    try:
        keys = KeySet.import_key_set(json.loads(text))
    # Without its cause and its words: they may quote what should be a key.
    except (ValueError, TypeError, KeyError, JoseError) as error:
        unreadable = N_(
            "KWARTIER_TOKEN_KEYS must be a JSON Web Key Set with public keys, as your identity provider"
            " publishes it ({error})."
        )
        raise UnusableKeysError(unreadable.having(error=type(error).__name__)) from None
    if not keys.keys or any(key.key_type == "oct" for key in keys.keys):
        raise UnusableKeysError(
            N_(
                "KWARTIER_TOKEN_KEYS must hold public keys, and no shared secret: whoever checks a token with"
                " that could make one too."
            )
        )
    return keys
