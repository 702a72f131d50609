"""In which language an answer speaks: the one that is asked for, as far as there is one."""

from typing import Annotated

from fastapi import Depends, Response
from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from words.language import Language
from words.languages import LANGUAGES


def language_of(request: Request) -> Language:
    """Return the language that a request asks for, English where it asks for none."""
    # A header that comes several times is one list to HTTP.
    return LANGUAGES.negotiate(", ".join(request.headers.getlist("Accept-Language")))


def note(headers: MutableHeaders, language: Language) -> None:
    """Say in the headers of an answer which language it is in, and that it depends on what was asked."""
    headers["Content-Language"] = language.code
    headers.add_vary_header("Accept-Language")


async def _spoken(request: Request, response: Response) -> Language:
    language = language_of(request)
    note(response.headers, language)
    return language


Spoken = Annotated[Language, Depends(_spoken)]
"""A route whose answer holds sentences asks for this."""
