"""Where weaknesses are reported: /.well-known/security.txt (RFC 9116), once there is an address."""

from datetime import UTC, datetime, timedelta

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from settings import Settings

PATH = "/.well-known/security.txt"
# Whoever keeps a copy asks again: the RFC wants less than a year.
HOLDS = timedelta(days=90)


def add_to(app: FastAPI, settings: Settings) -> None:
    """Serve it to everyone, at the address that the RFC gives it: before the prefix of the API."""
    contact = settings.security_contact
    if not contact:
        return

    async def security_txt(_: Request) -> PlainTextResponse:
        return PlainTextResponse(written(contact, settings.public_url, datetime.now(UTC)))

    app.add_route(PATH, security_txt, include_in_schema=False)


def written(contact: str, public_url: str | None, now: datetime) -> str:
    """Write the file as it is at `now`."""
    expires = (now + HOLDS).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [f"Contact: {contact}", f"Expires: {expires}", "Preferred-Languages: nl, en"]
    if public_url:
        lines.append(f"Canonical: {public_url.rstrip('/')}{PATH}")
    return "\n".join(lines) + "\n"
