"""A personal link, from the letter to the page: its token leaves the address at once.

What stands in an address stays in the history of a browser, in what it shares with other machines, and in
what is copied when somebody asks a colleague for help; whoever has it can answer for the organisation. So the
link in the letter only gives the browser a cookie, for half a day and for the pages of this link alone, and
leads on to an address that says nothing. The letter stays the way back.
"""

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path
from starlette.requests import Request
from starlette.responses import Response

from domain.shared.messages import N_
from domain.shared.refusals import Missing
from store.people.links import hash_of_token
from web.http.cookies import Cookies

COOKIE = "link"
KEPT_SECONDS = 12 * 3600


class LinkNotOpened(Missing):
    status = 410
    title = N_("Open the link in your letter once more")
    sentence = N_("This browser does not know any more which link you came by.")
    advice = N_("Open the link in your letter once more. What was kept of what you typed is still there.")


@dataclass(frozen=True)
class Link:
    """A link that was opened in this browser; `id` names it in addresses, and opens nothing."""

    id: str
    token: str

    @classmethod
    def of(cls, token: str) -> "Link":
        return cls(hash_of_token(token).hex()[:16], token)

    @property
    def at(self) -> str:
        return f"/answer/{self.id}"


def remember(request: Request, answer: Response, link: Link) -> None:
    """Let the browser keep the token, for the pages of this link alone."""
    cookies: Cookies = request.app.state.cookies
    cookies.give(answer, COOKIE, link.token, path=link.at, seconds=KEPT_SECONDS)


async def _linked(request: Request, id: Annotated[str, Path(pattern=r"^[0-9a-f]{16}$")]) -> Link:  # noqa: A002
    cookies: Cookies = request.app.state.cookies
    token = cookies.read(request, COOKIE, path=f"/answer/{id}")
    if token is None or not hmac.compare_digest(Link.of(token).id, id):
        raise LinkNotOpened
    # For the audit log.
    request.state.by_link = True
    return Link(id, token)


Linked = Annotated[Link, Depends(_linked)]
"""A page for whoever came by a link asks for this, and for it first: before what was sent is read."""
