"""Visiting the pages as a browser without JavaScript would: cookies are kept, forms are found and sent."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import httpx2

from cli.front import Front, create
from cli.tokens import signing_key
from settings import Settings
from tests.api.visiting import Door
from words.languages import LANGUAGES, Languages

BASE = "http://kwartier.example"


@dataclass(frozen=True)
class FrontDoor(Door):
    """The way into API and pages."""

    front: Front


@asynccontextmanager
async def opened(
    settings: Settings, folder: Path, languages: Languages = LANGUAGES
) -> AsyncGenerator[FrontDoor]:
    """API and pages as `settings` want them, for as long as the context lasts."""
    front = create(settings, languages)
    transport = httpx2.ASGITransport(front, raise_app_exceptions=False)
    async with (
        front.programs.router.lifespan_context(front.programs),
        httpx2.AsyncClient(transport=transport, base_url=BASE, timeout=30) as http,
    ):
        yield FrontDoor(front.programs, http, signing_key(folder), front)


@dataclass
class Sent:
    """A form of a page: where it goes, and what it sends when nothing is filled in."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Sent] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._in: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Sent(has.get("action", ""), has.get("method", "get")))
        elif tag == "a":
            self.links.append(has.get("href", ""))
        elif self.forms and tag in {"input", "textarea"} and "name" in has:
            if has.get("type") in {"radio", "checkbox"} and "checked" not in has:
                return
            self.forms[-1].fields.append((has["name"], has.get("value", "")))
            self._in = tag if tag == "textarea" else None

    def handle_endtag(self, tag: str) -> None:
        if tag == self._in:
            self._in = None

    def handle_data(self, data: str) -> None:
        if self._in is not None:
            name, value = self.forms[-1].fields[-1]
            # HTML lets the first line break of a textarea go.
            self.forms[-1].fields[-1] = (name, value + (data if value else data.removeprefix("\n")))
        self._words.append(data)

    @property
    def words(self) -> str:
        return " ".join(" ".join(self._words).split())


@dataclass(frozen=True)
class Shown:
    """A page that was answered."""

    answer: httpx2.Response

    @property
    def _read(self) -> _Reader:
        reader = _Reader()
        reader.feed(self.answer.text)
        return reader

    @property
    def words(self) -> str:
        """What stands on it, without its tags."""
        return self._read.words

    @property
    def links(self) -> list[str]:
        return self._read.links

    def form(self, action: str) -> Sent:
        """The form that goes to `action`."""
        [found] = [form for form in self._read.forms if form.action == action]
        return found


class Browser:
    """Somebody's browser: it has cookies of its own, and follows where it is led."""

    def __init__(self, door: FrontDoor, language: str = "en") -> None:
        self.http = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(door.front, raise_app_exceptions=False),
            base_url=BASE,
            timeout=30,
            headers={"Accept-Language": language},
            follow_redirects=True,
        )

    async def open(self, path: str, status: int = 200) -> Shown:
        answer = await self.http.get(path)
        assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
        return Shown(answer)

    async def send(
        self, page: Shown, action: str, filled: Mapping[str, str] | None = None, status: int = 200
    ) -> Shown:
        """Fill in the form of `page` that goes to `action`, and send it."""
        form = page.form(action)
        assert form.method == "post"
        answer = await self.post(action, {**dict(form.fields), **(filled or {})})
        assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
        return Shown(answer)

    async def upload(self, page: Shown, action: str, file: tuple[str, bytes], status: int = 200) -> Shown:
        """Choose a file in the form of `page` that goes to `action`, and send it."""
        data = dict(page.form(action).fields)
        answer = await self.http.post(action, data=data, files={"file": file})
        assert answer.status_code == status, f"{answer.status_code}: {answer.text}"
        return Shown(answer)

    async def post(self, path: str, fields: Mapping[str, str], **headers: str) -> httpx2.Response:
        """Send a form, from wherever."""
        return await self.http.post(path, data=fields, headers=headers)
