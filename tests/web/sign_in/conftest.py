"""Providers, and the way into pages that people sign in to with them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from settings import Settings
from tests.web.sign_in.providers import CLIENT, SECRET, Provider, real_provider
from tests.web.visiting import FrontDoor, opened


@pytest.fixture(scope="session")
async def real() -> AsyncIterator[str]:
    """The address of a real provider."""
    async with real_provider() as address:
        yield address


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    """A provider that says what the test wants."""
    async with Provider().listening() as provider:
        yield provider


def signing_in_at(settings: Settings, address: str) -> Settings:
    """The same settings, with which people sign in at `address`."""
    return settings.model_copy(
        update={
            "sign_in_issuer": address,
            "sign_in_client": CLIENT,
            "sign_in_secret": SecretStr(SECRET),
            "private_hosts": "127.0.0.1",
        }
    )


@pytest.fixture
async def really(settings: Settings, real: str, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """The way into pages that people sign in to with the real provider."""
    async with opened(signing_in_at(settings, real), tmp_path) as door:
        yield door


@pytest.fixture
async def at(settings: Settings, provider: Provider, tmp_path: Path) -> AsyncIterator[FrontDoor]:
    """The way into pages that people sign in to with the provider of the test."""
    async with opened(signing_in_at(settings, provider.address), tmp_path) as door:
        yield door
