"""Signing in with an organisation's own provider, and signing out here and there."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from domain.shared.refusals import Refusal
from service.people import claims, sessions
from service.people.claims import UnusableClaimsError
from settings import Settings
from web.http.cookies import Cookies
from web.http.forms import Filled, Form, read_fields
from web.http.page import Here, Page, Shows, of_ours
from web.sign_in import session
from web.sign_in.levels import UNMET
from web.sign_in.provider import Begun, Provider
from web.sign_in.refusals import LevelNotSaid, NobodySignsIn, SignInFailed, SignInRefused, SignInTooLate
from web.sign_in.session import session_of, token_of

router = APIRouter()

UNDER_WAY = "signing-in"
UNDER_WAY_SECONDS = 600
BACK = "/signed-in"
"""Where the provider sends people back to; it must know this address."""
KEYS = "/sign-in-keys"
"""Where the provider may fetch the public half of the key by which it knows Kwartier."""
START = "/my-work"


def provider_of(request: Request) -> Provider:
    """The provider that people sign in with. Raises `NobodySignsIn` where there is none."""
    provider: Provider | None = request.app.state.provider
    if provider is None:
        raise NobodySignsIn
    return provider


@router.get("/sign-in", operation_id="beginSignIn")
async def begin(page: Shows, to: str = START) -> Response:
    """Go to the provider; whoever comes back is led on `to` where they were going."""
    settings: Settings = page.request.app.state.settings
    if page.request.app.state.provider is None and settings.environment == "development":
        return page.go(f"/development/sign-in?to={quote(of_ours(to))}")
    begun = await provider_of(page.request).begin(f"{outside(page)}{BACK}")
    answer = RedirectResponse(begun.address, status_code=303)
    kept = json.dumps([*begun[1:], of_ours(to)]).encode()
    cookies: Cookies = page.request.app.state.cookies
    # With the browser and not with us: nobody is to fill our tables who only asks for this page.
    cookies.give(answer, UNDER_WAY, urlsafe_b64encode(kept).decode(), seconds=UNDER_WAY_SECONDS)
    return answer


@router.get(BACK, operation_id="finishSignIn")
async def finish(
    page: Shows, resources: Here, state: str = "", code: str = "", iss: str = "", error: str = ""
) -> Response:
    """Come back from the provider, and be signed in."""
    request, provider = page.request, provider_of(page.request)
    begun, to = _under_way(request)
    # The same browser that began, or somebody could be signed in as somebody else without noticing.
    if not state or state != begun.state:
        raise SignInTooLate
    if error == UNMET and provider.levels.named:
        raise LevelNotSaid(levels=provider.levels.said)
    if error:
        raise SignInRefused(error=error[:100] if error.isascii() and error.isprintable() else "?")
    # Said by providers that know of mix-ups (RFC 9207).
    if iss and iss != provider.issuer:
        raise SignInFailed
    finished = await provider.finish(begun, code, f"{outside(page)}{BACK}")
    try:
        known = claims.Provider.of(request.app.state.settings, provider.issuer)
        caller = known.caller(finished.claims)
    except UnusableClaimsError:
        raise SignInFailed from None
    token = await sessions.begin(
        resources,
        caller,
        instead_of=token_of(request),
        provider_session=finished.session,
        id_token=finished.id_token,
    )
    answer = page.go(to)
    session.begin(request, answer, token)
    cookies: Cookies = request.app.state.cookies
    cookies.take(answer, UNDER_WAY)
    return answer


@router.get(KEYS, operation_id="signInKeys")
async def public_keys(request: Request) -> Response:
    """The public key by which the provider knows Kwartier, for the provider to fetch."""
    return Response(json.dumps(provider_of(request).public_keys), media_type="application/jwk-set+json")


@router.post("/sign-out", operation_id="signOut")
async def sign_out(page: Shows, resources: Here, _form: Filled) -> Response:
    """Sign out here, and lead on to the provider's own sign-out."""
    request = page.request
    known = await session_of(request)
    if (token := token_of(request)) is not None:
        await sessions.end(resources, token)
    onward = None
    provider: Provider | None = request.app.state.provider
    if known is not None and provider is not None:
        onward = await provider.sign_out_address(known.id_token, f"{outside(page)}/")
    request.state.caller = None
    # A page and no redirect: the content policy lets no form lead to another site, not even so.
    answer = page.show("sign_in/signed_out.html", onward=onward)
    session.end(request, answer)
    return answer


@router.post("/back-channel-logout", operation_id="backChannelLogout")
async def back_channel_logout(request: Request, resources: Here) -> Response:
    """The provider itself says that somebody has signed out: whatever they had open here ends."""
    headers = {"Cache-Control": "no-store"}
    try:
        form: Form = await read_fields(request)
        provider = provider_of(request)
        out = await provider.logged_out(form.get("logout_token"))
    except Refusal as refusal:
        body = json.dumps({"error": "invalid_request", "error_description": refusal.code})
        return PlainTextResponse(body, 400, headers, "application/json")
    await sessions.end_all(resources, provider.issuer, subject=out.subject, provider_session=out.session)
    return PlainTextResponse("", 200, headers)


def outside(page: Page) -> str:
    """The address under which people reach these pages."""
    settings: Settings = page.request.app.state.settings
    return (settings.public_url or str(page.request.base_url)).rstrip("/")


def _under_way(request: Request) -> tuple[Begun, str]:
    cookies: Cookies = request.app.state.cookies
    kept = cookies.read(request, UNDER_WAY)
    try:
        state, nonce, verifier, to = json.loads(urlsafe_b64decode(kept or ""))
    except (ValueError, TypeError, NotBase64):
        raise SignInTooLate from None
    return Begun("", str(state), str(nonce), str(verifier)), of_ours(str(to))
