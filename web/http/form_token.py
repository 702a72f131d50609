"""Forms come from our own pages: each carries a token that only whoever has the visitor's cookie can make."""

import hmac
import secrets
from base64 import urlsafe_b64encode
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from web.http.cookies import Cookies
from web.http.refusals import FormNotFromHere

FIELD = "form_token"
VISIT = "visit"
"""The cookie of whoever has not signed in; whoever has is known by the session's."""
OWN = frozenset({"same-origin", "none"})


def secret_of(request: Request) -> str | None:
    """What the browser knows and no other site: the session's cookie, or that of a visit."""
    cookies: Cookies = request.app.state.cookies
    return cookies.read(request, SESSION) or cookies.read(request, VISIT)


SESSION = "session"


def begun(request: Request, answer: Response, secret: str) -> None:
    """Let the browser keep the `secret` that a page's forms were made with, where it had none."""
    cookies: Cookies = request.app.state.cookies
    if secret_of(request) is None:
        cookies.give(answer, VISIT, secret)


def made(secret: str) -> str:
    """A token for a form: another one each time, as a compressed page would let the same one be guessed."""
    salt = secrets.token_urlsafe(12)
    return f"{salt}.{_proof(secret, salt)}"


def check(request: Request, token: str) -> None:
    """Raise `FormNotFromHere` unless the form comes from a page that this browser was given."""
    # Where the browser says which site sends it, ours does: a neighbour in the domain can set cookies too.
    site = request.headers.get("Sec-Fetch-Site")
    salt, _, proof = token.partition(".")
    secret = secret_of(request)
    if (
        secret is None
        or (site is not None and site not in OWN)
        or not hmac.compare_digest(proof.encode(), _proof(secret, salt).encode())
    ):
        raise FormNotFromHere


def _proof(secret: str, salt: str) -> str:
    return (
        urlsafe_b64encode(hmac.digest(secret.encode(), f"form {salt}".encode(), sha256)).decode().rstrip("=")
    )
