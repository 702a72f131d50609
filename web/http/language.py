"""In which language a page speaks: the one that was chosen, else that of the address, else the browser's."""

from starlette.requests import Request

from words.language import Language
from words.languages import Languages

COOKIE = "language"
KEPT_SECONDS = 365 * 24 * 3600


def language_of(request: Request) -> Language:
    """Return the language in which `request` is answered."""
    languages: Languages = request.app.state.languages
    for code in (request.cookies.get(COOKIE, ""), request.query_params.get("lang", "")):
        if code in languages.codes:
            return languages.speaking(code)
    return languages.negotiate(", ".join(request.headers.getlist("Accept-Language")))
