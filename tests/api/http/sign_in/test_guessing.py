"""Guessing is slowed for whoever does it, and nobody who has a good token or link is kept out."""

import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from cli.tokens import mint
from settings import Settings
from tests.api.listening import listening
from tests.api.visiting import STARTER, Door, Visitor, ok, problem


@pytest.fixture
async def wary(settings: Settings, tmp_path: Path) -> AsyncIterator[Door]:
    """The way into an API, over a real port, that lets two guesses pass."""
    async with listening(settings.model_copy(update={"guesses_per_minute": 2}), tmp_path) as door:
        yield door


async def guess(door: Door, times: int = 1, address: str = "192.0.2.1") -> list[int]:
    """Show tokens that are none, as a proxy passes them on from an address; how each was answered."""
    headers = {"Authorization": "Bearer a.b.c", "X-Forwarded-For": address}
    return [(await door.http.get("/v1/programmes", headers=headers)).status_code for _ in range(times)]


async def test_whoever_shows_bad_tokens_again_and_again_hears_when_to_come_back(wary: Door) -> None:
    await guess(wary, 2)

    answer = await wary.http.get(
        "/v1/programmes", headers={"Authorization": "Bearer a.b.c", "X-Forwarded-For": "192.0.2.1"}
    )

    problem(answer, 429, "too_many_guesses")
    assert 1 <= int(answer.headers["retry-after"]) <= 60


async def test_whoever_tries_links_is_slowed_as_well(wary: Door) -> None:
    for nth in range(3):
        answer = await wary.nobody.get(f"/invitations/{secrets.token_urlsafe(32)}")

        assert answer.status_code == (404 if nth < 2 else 429)


async def test_a_good_token_gets_through_however_many_bad_ones_came_from_there(wary: Door) -> None:
    assert await guess(wary, 4) == [401, 401, 429, 429]

    answer = await wary.http.get(
        "/v1/programmes", headers=wary.starter.headers | {"X-Forwarded-For": "192.0.2.1"}
    )
    ok(answer)
    assert await guess(wary, 1, "192.0.2.2") == [401]


async def test_addresses_of_one_network_of_ipv6_are_one(wary: Door) -> None:
    answers = [await guess(wary, 1, f"2001:db8::{nth}") for nth in range(1, 4)]

    assert answers == [[401], [401], [429]]
    assert await guess(wary, 1, "2001:db8:0:1::1") == [401]


async def test_a_token_that_was_good_is_no_guess(wary: Door, settings: Settings) -> None:
    late = Visitor(wary.http, mint(wary.key, STARTER, until=1))

    for _ in range(4):
        problem(await late.get("/programmes"), 401, "invalid_token")


async def test_an_address_that_nobody_vouches_for_is_not_believed(settings: Settings, tmp_path: Path) -> None:
    careful = settings.model_copy(update={"guesses_per_minute": 2, "trusted_proxies": "198.51.100.1"})
    async with listening(careful, tmp_path) as door:
        answers = [await guess(door, 1, f"192.0.2.{nth}") for nth in range(1, 4)]

    assert answers == [[401], [401], [429]]
