"""security.txt: where weaknesses are reported, as RFC 9116 wants it, and only where an address was given."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from pydantic import ValidationError

from api.application import create
from api.http.security_txt import PATH, written
from settings import Settings
from tests.api.visiting import settings_of

CONTACT = "mailto:meldpunt@gemeente.example"


async def answer_of(settings: Settings) -> httpx2.Response:
    # Not started: it asks neither PostgreSQL nor Temporal.
    transport = httpx2.ASGITransport(app=create(settings))
    async with httpx2.AsyncClient(transport=transport, base_url="http://kwartier.example") as http:
        return await http.get(PATH)


async def test_everyone_can_read_where_to_report(tmp_path: Path) -> None:
    answer = await answer_of(settings_of(tmp_path).model_copy(update={"security_contact": CONTACT}))

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text.startswith(f"Contact: {CONTACT}\nExpires: ")


@pytest.mark.parametrize("contact", [None, ""])
async def test_without_an_address_none_is_named(tmp_path: Path, contact: str | None) -> None:
    answer = await answer_of(settings_of(tmp_path).model_copy(update={"security_contact": contact}))

    assert answer.status_code == 404


def test_it_has_the_fields_that_the_rfc_asks_for_and_says_where_it_belongs() -> None:
    now = datetime(2027, 3, 1, 12, tzinfo=UTC)

    fields = dict(
        line.split(": ", 1) for line in written(CONTACT, "https://kwartier.example/", now).splitlines()
    )

    assert fields["Canonical"] == "https://kwartier.example/.well-known/security.txt"
    assert now < datetime.fromisoformat(fields["Expires"]) < now + timedelta(days=365)
    assert fields["Preferred-Languages"] == "nl, en"


@pytest.mark.parametrize("contact", ["meldpunt@gemeente.example", "http://gemeente.example", "mailto:a\nb"])
def test_an_address_that_the_rfc_does_not_allow_is_refused(contact: str) -> None:
    with pytest.raises(ValidationError, match="security_contact"):
        Settings(security_contact=contact)
