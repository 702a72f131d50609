"""Visiting the API as somebody: requests in process, with tokens as `kwartier up` makes them."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2
from fastapi import FastAPI
from joserfc.jwk import OKPKey
from pydantic import SecretStr

from api.application import create
from cli.tokens import ISSUER, Identity, mint, public_keys, signing_key
from settings import Settings
from tests.workflows.running import COMMAND_JWK

STARTER = Identity("starter@kwartier.example", "Olga Office", roles=("starter",))
STRANGER = Identity("stranger@kwartier.example", "Sil Stranger")


def settings_of(folder: Path) -> Settings:
    """Settings of an API that takes tokens signed with the key in `folder`."""
    keys = SecretStr(public_keys(signing_key(folder)))
    return Settings(
        environment="development", token_issuer=ISSUER, token_keys=keys, command_key=SecretStr(COMMAND_JWK)
    )


@dataclass(frozen=True)
class Visitor:
    """Somebody who speaks with the API; every command has a key of its own unless one is given."""

    http: httpx2.AsyncClient
    token: str | None

    async def get(self, path: str, **query: str | int) -> httpx2.Response:
        return await self.http.get(f"/v1{path}", params=query, headers=self.headers)

    async def post(
        self, path: str, body: Mapping[str, Any] | None = None, *, key: str | None = None
    ) -> httpx2.Response:
        headers = self.headers | {"Idempotency-Key": key or str(uuid4())}
        return await self.http.post(f"/v1{path}", json=body or {}, headers=headers)

    async def send(
        self,
        path: str,
        content: bytes | str,
        media_type: str = "text/csv",
        *,
        key: str | None = None,
        **query: str | int,
    ) -> httpx2.Response:
        """Post a file."""
        headers = self.headers | {"Idempotency-Key": key or str(uuid4()), "Content-Type": media_type}
        return await self.http.post(f"/v1{path}", content=content, params=query, headers=headers)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}


@dataclass(frozen=True)
class Speaker(Visitor):
    """Somebody whom the `office` lets speak for an organisation when they first speak."""

    office: Visitor
    place: str
    person: Mapping[str, str]

    async def get(self, path: str, **query: str | int) -> httpx2.Response:
        await self._named()
        return await super().get(path, **query)

    async def post(
        self, path: str, body: Mapping[str, Any] | None = None, *, key: str | None = None
    ) -> httpx2.Response:
        await self._named()
        return await super().post(path, body, key=key)

    async def _named(self) -> None:
        """Who is named again is who they were."""
        await self.office.post(self.place, self.person)


@dataclass(frozen=True)
class Door:
    """The way into an API: as somebody, or as nobody in particular."""

    app: FastAPI
    http: httpx2.AsyncClient
    key: OKPKey

    def as_(self, who: Identity) -> Visitor:
        return Visitor(self.http, mint(self.key, who))

    @property
    def starter(self) -> Visitor:
        """Somebody who may start programmes, with no part in any."""
        return self.as_(STARTER)

    @property
    def stranger(self) -> Visitor:
        """Somebody with a good token and no part in anything."""
        return self.as_(STRANGER)

    @property
    def nobody(self) -> Visitor:
        return Visitor(self.http, None)


@asynccontextmanager
async def opened(settings: Settings, folder: Path) -> AsyncGenerator[Door]:
    """An API that runs as `settings` want it, for as long as the context lasts."""
    app = create(settings)
    transport = httpx2.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx2.AsyncClient(transport=transport, base_url="http://kwartier.example", timeout=30) as http,
    ):
        yield Door(app, http, signing_key(folder))


def problem(answer: httpx2.Response, status: int, code: str) -> dict[str, Any]:
    """The problem in `answer`, after looking whether it is told as every problem must be."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "detail", "instance", "code"} <= body.keys()
    assert body["status"] == status
    assert body["code"] == code, body
    assert body["type"].endswith(code)
    return body


def ok(answer: httpx2.Response, status: int = 200) -> dict[str, Any]:
    """What `answer` says, after looking that nothing was refused."""
    assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
    return answer.json()
