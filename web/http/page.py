"""What a route shows a page with: in the reader's language, with what every page has."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from service.resources import Resources
from settings import Settings
from web.http import form_token
from web.http.language import language_of
from web.http.static import Assets
from web.http.templates import rendered
from words.language import Language


@dataclass
class Page:
    """One answer to one request; `language` is what it speaks."""

    request: Request
    language: Language
    _secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _has_form: bool = False

    def show(
        self,
        template: str,
        values: Mapping[str, object] | None = None,
        /,
        *,
        status: int = 200,
        **more: object,
    ) -> Response:
        """The page of `template` with `values`, among which every page wants its `title`."""
        settings: Settings = self.request.app.state.settings
        assets: Assets = self.request.app.state.assets
        common = {
            "request": self.request,
            "here": self.here,
            "form_token": self._form_token,
            "languages": self.request.app.state.languages.codes,
            "settings": settings,
            # As far as this page asked who is signed in.
            "who": getattr(self.request.state, "caller", None),
            "mistakes": (),
        }
        whole = {**common, **(values or {}), **more}
        answer = HTMLResponse(rendered(self.language, assets, template, whole), status)
        answer.headers["Content-Language"] = self.language.code
        answer.headers["Vary"] = "Accept-Language, Cookie"
        if self._has_form:
            form_token.begun(self.request, answer, self._secret)
        return answer

    def go(self, address: str) -> Response:
        """Lead on to where what was done is shown: loading that again does nothing twice."""
        return RedirectResponse(address, status_code=303)

    @property
    def here(self) -> str:
        """The address of the page itself, for forms that lead back to it."""
        url = self.request.url
        return url.path + (f"?{url.query}" if url.query else "")

    def _form_token(self) -> str:
        self._has_form = True
        return form_token.made(form_token.secret_of(self.request) or self._secret)


def of_ours(address: str) -> str:
    """`address`, as far as it is a path on this site; else the front page's."""
    found = urlsplit(address)
    is_path = not found.scheme and not found.netloc and found.path.startswith("/")
    # Browsers take two slashes, also the other way round, for the begin of another host.
    return address if is_path and "\\" not in address and not address.startswith("//") else "/"


async def _page(request: Request) -> Page:
    return Page(request, language_of(request))


Shows = Annotated[Page, Depends(_page)]
"""A route that shows a page asks for this."""


async def _resources(request: Request) -> Resources:
    return request.app.state.resources()


Here = Annotated[Resources, Depends(_resources)]
"""A route that looks something up, or does something, asks for this: what the API's process has open."""
