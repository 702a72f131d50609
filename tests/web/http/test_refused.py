"""What pages say when something is not there, and what they keep to themselves."""

from pathlib import Path

import pytest
import structlog
from pydantic import SecretStr

from cli.embedded.ports import LOOPBACK, free_port
from tests.api.visiting import settings_of
from tests.web.visiting import Browser, FrontDoor, opened

TOKEN = "3v7Hq0" * 7 + "x"


async def test_without_postgresql_pages_say_that_they_are_away(tmp_path: Path) -> None:
    away = SecretStr(f"postgresql://app@{LOOPBACK}:{free_port()}/kwartier")
    settings = settings_of(tmp_path).model_copy(update={"database": away})

    async with opened(settings, tmp_path) as door:
        page = await Browser(door, "nl").open(f"/i/{TOKEN}", status=503)
        start = await Browser(door).open("/")

    assert page.answer.headers["retry-after"]
    assert page.answer.headers["x-request-id"] in page.words
    assert LOOPBACK not in page.words
    assert "Sign in" in start.words


@pytest.mark.parametrize("begin", ["/i/", "/sign-in/", "/nothing/"])
async def test_no_line_of_the_log_has_the_token_of_a_link(bare: FrontDoor, begin: str) -> None:
    with structlog.testing.capture_logs() as lines:
        await bare.http.get(f"{begin}{TOKEN}")

    assert lines
    assert TOKEN not in str(lines)


@pytest.mark.parametrize("begin", ["/i/", "/sign-in/"])
async def test_nor_has_one_a_part_of_it_that_was_copied(bare: FrontDoor, begin: str) -> None:
    with structlog.testing.capture_logs() as lines:
        await bare.http.get(f"{begin}a-part-of-it")

    assert lines
    assert "a-part-of-it" not in str(lines)


async def test_a_real_deployment_lets_nothing_go_without_tls(tmp_path: Path) -> None:
    settings = settings_of(tmp_path).model_copy(
        update={"environment": "production", "token_issuer": "https://identity.example"}
    )

    async with opened(settings, tmp_path) as door:
        answer = await door.http.get("/")

    [cookie] = answer.headers.get_list("set-cookie")
    assert cookie.startswith("__Host-visit=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
