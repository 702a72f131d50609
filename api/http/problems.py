"""Problems: how the API says no (RFC 9457), in one form for every reason."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

import asyncpg
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from api.http.catalogue import CODES, Meaning
from domain.shared.errors import BlueprintError, Forbidden, Refusal
from files.csv_rows import CsvProblem, in_order

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "2"
"""Seconds after which what is away may be back."""

LONGEST_LIST = 50
MOST_LINES = 5000
"""Bad rows of a file that one answer names, as many as a file may have rows; more are counted."""

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


class Problem(Exception):  # noqa: N818 - the term of RFC 9457
    """Ends a request with the problem `code`; its status and title come from the catalogue."""

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        details: Mapping[str, object] | None = None,
        errors: Sequence[FieldProblem] | None = None,
        headers: Mapping[str, str] | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.meaning = CODES.get(code) or meaning or CODES["internal_error"]
        self.headers = dict(headers or {})
        self.details = dict(details or {})
        self.errors = list(errors or [])

    @property
    def status(self) -> int:
        return self.meaning.status


def response(request: Request, problem: Problem) -> Response:
    """The answer that says `problem`."""
    body = ProblemDetails(
        type=f"urn:kwartier:problem:{problem.code}",
        title=problem.meaning.title,
        status=problem.status,
        detail=problem.detail,
        instance=f"urn:uuid:{request.state.request_id}",
        code=problem.code,
        details=problem.details or None,
        errors=problem.errors or None,
    )
    # Input that is no Unicode may be quoted in a problem: everything beyond ASCII is written as an escape.
    content = json.dumps(body.model_dump(mode="json", by_alias=True, exclude_none=True))
    headers = {**_HEADERS.get(problem.status, {}), **problem.headers}
    return Response(content, status_code=problem.status, headers=headers, media_type=MEDIA_TYPE)


_HEADERS: Mapping[int, dict[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="kwartier"'},
    503: {"Retry-After": RETRY_AFTER},
}


def of_refusal(refusal: Refusal) -> Problem:
    """How a refusal by the domain's rules is told."""
    status = 403 if isinstance(refusal, Forbidden) else 409
    return refused(refusal.code, refusal.message, refusal.details, status)


def refused(code: str, message: str, details: Mapping[str, object], status: int) -> Problem:
    """A refusal by its parts, which may come from a newer or older worker with a code of its own."""
    meaning = Meaning(status, "The rules say no", "The detail says why.")
    return Problem(code, message, details=details, meaning=meaning)


# --- from exceptions to problems ---


def of_blueprint(error: BlueprintError) -> Problem:
    """How the problems of a blueprint are told: each with its key."""
    parts = [problem.partition(": ") for problem in error.problems]
    errors = [
        FieldProblem.model_validate(
            {"in": "body", "field": f"blueprint.{key}", "code": "blueprint", "detail": message}
        )
        for key, _, message in parts[:LONGEST_LIST]
    ]
    count = len(error.problems)
    return Problem("invalid_blueprint", f"The blueprint has {count} problem(s); correct each.", errors=errors)


def of_csv(problems: Sequence[CsvProblem]) -> Problem:
    """How the problems of a CSV file are told: every one, with its line."""
    errors = [
        FieldProblem.model_validate(
            {"in": "body", "field": f"line {found.line}", "code": "csv", "detail": found.message}
        )
        for found in in_order(problems)[:MOST_LINES]
    ]
    detail = f"The file has {len(problems)} problem(s); correct each. Nothing was added."
    return Problem("invalid_csv", detail, errors=errors)


def of_validation(error: RequestValidationError) -> Problem:
    """How invalid input is told: each field, without repeating what was in it."""
    found = error.errors()
    if any(item["type"] == "json_invalid" for item in found):
        return Problem("invalid_json", "The body cannot be read as JSON; send a JSON object.")
    errors = [_field(item) for item in found[:LONGEST_LIST]]
    return Problem("invalid_input", f"{len(found)} field(s) are invalid; correct each.", errors=errors)


def _field(item: Mapping[str, Any]) -> FieldProblem:
    place, *parts = (str(part) for part in item["loc"])
    return FieldProblem.model_validate(
        {"in": place, "field": ".".join(parts), "code": item["type"], "detail": item["msg"]}
    )


_BY_STATUS = {
    404: ("not_found", "There is nothing at this address; an address never ends with a slash."),
    405: ("method_not_allowed", "This address does not know that method."),
    413: ("too_large", "The body is larger than this API takes."),
    415: ("unsupported_media_type", "Send the body as application/json."),
}


def of_http(error: HTTPException) -> Problem:
    """How what the framework itself refuses is told."""
    fallback = ("invalid_json", "The request cannot be read.") if error.status_code < SERVER_ERROR else None
    code, detail = _BY_STATUS.get(error.status_code) or fallback or ("internal_error", INTERNAL)
    return Problem(code, detail, headers=error.headers)


SERVER_ERROR = 500
NOT_ALLOWED = 405
INTERNAL = "Something went wrong here; it has been logged under this instance."


def of_database(error: Exception) -> Problem:
    """How it is told that PostgreSQL is away."""
    log.error("PostgreSQL does not answer", error=repr(error))
    return Problem(
        "database_unavailable",
        "PostgreSQL does not answer. Try again, a command with the same Idempotency-Key.",
    )


DATABASE_AWAY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InterfaceError,
    OSError,
    TimeoutError,
)
"""What asyncpg raises when there is no PostgreSQL to speak with."""


def tell_in(app: FastAPI) -> None:
    """Let `app` answer every expected exception with a problem."""
    tellers: dict[type[Exception], Callable[[Any], Problem]] = {
        Problem: lambda problem: problem,
        Refusal: of_refusal,
        BlueprintError: of_blueprint,
        RequestValidationError: of_validation,
        HTTPException: of_http,
        **dict.fromkeys(DATABASE_AWAY, of_database),
    }
    for kind, teller in tellers.items():
        app.add_exception_handler(kind, _handler(teller))


def _handler(teller: Callable[[Any], Problem]) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handle(request: Request, error: Exception) -> Response:
        problem = teller(error)
        if problem.status == NOT_ALLOWED:
            problem.headers["Allow"] = ", ".join(_allowed(request))
        return response(request, problem)

    return handle


def _allowed(request: Request) -> list[str]:
    """The methods that the address knows; the framework names those of one route only."""
    allowed = {
        method
        for method in ("GET", "POST")
        for route in request.app.routes
        if route.matches({**request.scope, "method": method})[0] is Match.FULL
    }
    return sorted(allowed | ({"HEAD"} if "GET" in allowed else set()))
