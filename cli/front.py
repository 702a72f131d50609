"""One process and one address for programs and people: the API has its paths, the pages have all others.

Both stand on the same resources, which the API opens and closes: a second pool would double what PostgreSQL
has to bear, and what one of them remembers of a programme the other would look up again.
"""

import re

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from api import PREFIX
from api import application as api
from api.http.auditing import AuditLog
from api.http.middleware import Envelope, Outside
from api.http.streaming import EventStream, Listening
from api.http.timeout import Patience
from settings import Settings
from web import application as web
from web.http.headers import HEADERS
from web.http.refused import refused, unexpected
from words.languages import LANGUAGES, Languages

OF_THE_API = re.compile(rf"{PREFIX}(/.*)?|/\.well-known/.*", re.DOTALL)
OF_PAGES = Outside(HEADERS, {}, unexpected)


class Front:
    """Hands each request on to whom its path belongs; starting and stopping are the API's."""

    def __init__(self, programs: FastAPI, people: ASGIApp) -> None:
        self.programs = programs
        self.people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_page = scope["type"] == "http" and OF_THE_API.fullmatch(scope["path"]) is None
        await (self.people if is_page else self.programs)(scope, receive, send)


def create(settings: Settings, languages: Languages = LANGUAGES) -> Front:
    """The API and the pages as `settings` want them.

    Raises `SettingsError` where the pages cannot look as they say, or nobody could sign in to them. For what
    starting may raise see `api.application.create`.
    """
    programs = api.create(settings)
    pages = web.create(
        settings,
        lambda: programs.state.resources,
        # Counted together: whoever guesses may not have as many tries here again.
        programs.state.guesses.instead_of,
        lambda following, begun, known: EventStream(following, begun, Listening(known)),
        languages,
    )

    async def people(scope: Scope, receive: Receive, send: Send) -> None:
        # As a route of it would find it: whoever refuses outside of it says so in a page, too.
        await wrapped({**scope, "app": pages}, receive, send)

    wrapped = Envelope(
        AuditLog(Patience(pages, refuse=refused)),
        secure=settings.environment == "production",
        outside=OF_PAGES,
    )
    return Front(programs, people)
