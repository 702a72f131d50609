"""Signing in for the first time, by the link in a letter: an account becomes a person of a programme.

As with links for organisations the token leaves the address at once; it has to outlast going to the provider
and back, for which the browser keeps it.
"""

from uuid import uuid4

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.shared.messages import N_
from domain.shared.refusals import Missing
from service.people import sign_in
from web.http.cookies import Cookies
from web.http.forms import Filled
from web.http.page import Here, Shows
from web.sign_in.session import Who, WhoIfAnyone

router = APIRouter()

COOKIE = "first-time"
AT = "/first-sign-in"
KEPT_SECONDS = 3600


class FirstTimeNotOpened(Missing):
    status = 410
    title = N_("Open the link for signing in once more")
    sentence = N_("This browser does not know any more by which letter you came.")
    advice = N_("Open the link in your letter once more.")


@router.get("/sign-in/{token}", operation_id="openSignInLink")
async def open_link(token: str, page: Shows, resources: Here) -> Response:
    """The link in the letter: nobody has signed in by this, as mail filters follow links too."""
    async with resources.database() as connection:
        await sign_in.read_by_link(connection, token)
    answer = page.go(AT)
    cookies: Cookies = page.request.app.state.cookies
    cookies.give(answer, COOKIE, token, path=AT, seconds=KEPT_SECONDS)
    return answer


@router.get(AT, operation_id="pageFirstSignIn")
async def whose(page: Shows, resources: Here, _who: WhoIfAnyone) -> Response:
    """Whom the link is for; with whose account, once somebody has signed in."""
    async with resources.database() as connection:
        link = await sign_in.read_by_link(connection, _token_of(page.request))
    return page.show("sign_in/first_time.html", link=link, key=str(uuid4()), at=AT)


@router.post(AT, operation_id="bindAccount")
async def bind(page: Shows, resources: Here, who: Who, form: Filled) -> Response:
    """Let the account that is signed in with be that person from now on."""
    token = _token_of(page.request)
    async with resources.database() as connection:
        link = await sign_in.read_by_link(connection, token)
    await sign_in.bind(resources, who, form.get("key")[:100] or str(uuid4()), token)
    answer = page.show("sign_in/bound.html", link=link)
    cookies: Cookies = page.request.app.state.cookies
    cookies.take(answer, COOKIE, path=AT)
    return answer


def _token_of(request: Request) -> str:
    cookies: Cookies = request.app.state.cookies
    if (token := cookies.read(request, COOKIE, path=AT)) is None:
        raise FirstTimeNotOpened
    # For the audit log.
    request.state.by_link = True
    return token
