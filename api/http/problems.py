"""Problems: how HTTP says no (RFC 9457), in one form for every refusal and in the reader's language."""

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from api import PREFIX
from api.http import invalid_fields
from api.http.language import language_of, note
from api.http.refusals import (
    BodyRefusedError,
    EndsWithSlash,
    InternalError,
    MethodNotAllowed,
    NotFound,
    NothingAtTheRoot,
    UnreadableRequest,
    UnsupportedMediaType,
)
from api.http.sign_in.guessing import Guesses, TooManyGuesses
from domain.blueprint.problems import BlueprintError
from domain.shared.refusals import Refusal
from service.invalid_input import LONGEST_LIST, FieldError, InvalidBlueprint, InvalidInput
from service.resources import Resources
from service.waiting import DATABASE_AWAY, DatabaseUnavailable
from words.language import Language
from words.refusals import said

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"
"""Seconds after which what is away may be back."""

log = structlog.get_logger()


class FieldProblem(BaseModel):
    """One thing that is wrong with the input."""

    model_config = ConfigDict(populate_by_name=True)

    place: str = Field(alias="in", description="body, path, query or header", examples=["body"])
    field: str = Field(description="The field, with dots between its parts", examples=["person.name"])
    code: str = Field(description="What kind of mistake it is", examples=["missing"])
    detail: str = Field(description="What is wrong with it", examples=["Field required"])


class ProblemDetails(BaseModel):
    """A problem in the sense of RFC 9457."""

    type: str = Field(
        description="Names the kind of problem; ends in its code", examples=["urn:kwartier:problem:suspended"]
    )
    title: str = Field(examples=["The programme is suspended"])
    status: int = Field(description="The HTTP status", ge=400, le=599, examples=[409])
    detail: str = Field(description="What was wrong and what to do", examples=["Resume it first."])
    instance: str = Field(
        description="This very occurrence: name it when you report it",
        examples=["urn:uuid:0b8f6c0e-6f0a-4b5b-9d5e-0a5a3f6f3c11"],
    )
    code: str = Field(description="Stable, made for programs: see docs/errors.md", examples=["suspended"])
    details: dict[str, Any] | None = Field(
        default=None, description="What a caller can act on", examples=[{"suspended_on": "2027-03-11"}]
    )
    errors: list[FieldProblem] | None = Field(
        default=None, description="With invalid input: each field that is wrong"
    )


def response(request: Request, refusal: Refusal) -> Response:
    """The answer that says `refusal`."""
    # For the audit log.
    request.state.refused = refusal.code
    language, status = language_of(request), refusal.status
    body = ProblemDetails(
        type=f"urn:kwartier:problem:{refusal.code}",
        title=language.say(refusal.title),
        status=status,
        detail=language.say(said(refusal)),
        instance=f"urn:uuid:{request.state.request_id}",
        code=refusal.code,
        details=refusal.details or None,
        errors=_fields(refusal.errors, language) if isinstance(refusal, InvalidInput) else None,
    )
    # Input that is no Unicode may be quoted in a problem: everything beyond ASCII is written as an escape.
    content = json.dumps(body.model_dump(mode="json", by_alias=True, exclude_none=True))
    answer = Response(content, status_code=status, headers=_HEADERS.get(status), media_type=MEDIA_TYPE)
    note(answer.headers, language)
    return answer


_HEADERS: Mapping[int, dict[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="kwartier"'},
    503: {"Retry-After": RETRY_AFTER},
}


def _fields(found: tuple[FieldError, ...], language: Language) -> list[FieldProblem]:
    return [
        FieldProblem.model_validate(
            {
                "in": error.place,
                "field": error.field,
                "code": error.code,
                "detail": language.say(error.detail),
            }
        )
        for error in found
    ]


# --- from what the framework raises to refusals ---


def of_http(request: Request, error: HTTPException) -> Refusal:
    """How what the framework itself refuses is said."""
    match error:
        case BodyRefusedError(refusal=refusal):
            return refusal
        case HTTPException(status_code=404):
            return _not_found(request.url.path)
        case HTTPException(status_code=405):
            return MethodNotAllowed()
        case HTTPException(status_code=415):
            return UnsupportedMediaType(media_type="application/json")
        case HTTPException(status_code=status) if status < SERVER_ERROR:
            return UnreadableRequest()
        case _:
            return InternalError()


def _not_found(path: str) -> NotFound:
    if path == "/":
        return NothingAtTheRoot(prefix=PREFIX, docs=f"{PREFIX}/docs")
    return EndsWithSlash() if path.endswith("/") else NotFound()


SERVER_ERROR = 500


def of_database(error: Exception) -> Refusal:
    """How it is said that PostgreSQL is away."""
    # Into the log only: the error may name hosts and users.
    log.error("PostgreSQL does not answer", error=repr(error))
    return DatabaseUnavailable()


def render_in(app: FastAPI) -> None:
    """Let `app` answer every expected exception with a problem."""
    readers: dict[type[Exception], Callable[[Request, Any], Refusal]] = {
        Refusal: lambda _, refusal: refusal,
        BlueprintError: lambda _, error: InvalidBlueprint.of(error),
        RequestValidationError: lambda _, error: invalid_fields.refusal_of(error.errors()),
        HTTPException: of_http,
        **dict.fromkeys(DATABASE_AWAY, lambda _, error: of_database(error)),
    }
    for kind, reader in readers.items():
        app.add_exception_handler(kind, _handler(reader))


def _handler(
    read: Callable[[Request, Any], Refusal],
) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handle(request: Request, error: Exception) -> Response:
        guesses: Guesses = request.app.state.guesses
        refusal = guesses.instead_of(read(request, error), request)
        answer = await _said(request, refusal)
        if isinstance(refusal, MethodNotAllowed):
            answer.headers["Allow"] = ", ".join(_allowed(request))
        if isinstance(refusal, TooManyGuesses):
            answer.headers["Retry-After"] = str(refusal.seconds)
        return answer

    return handle


async def _said(request: Request, refusal: Refusal) -> Response:
    if isinstance(refusal, InvalidInput) and len(refusal.errors) > LONGEST_LIST:
        # Of a file, with a sentence for each of its bad rows.
        resources: Resources = request.app.state.resources
        return await resources.workshop.do(response, request, refusal)
    return response(request, refusal)


def _allowed(request: Request) -> list[str]:
    """The methods that the address knows; the framework names those of one route only."""
    allowed = {
        method
        for method in ("GET", "POST")
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    return sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))
