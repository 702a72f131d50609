"""The OpenAPI document, by the NLGov REST API Design Rules, and the page that shows it."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import fastapi_offline
from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.openapi.utils import get_openapi
from fastapi.staticfiles import StaticFiles
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse

from api import PREFIX
from api.http.problems import MEDIA_TYPE, ProblemDetails
from api.http.reading import shown_in
from api.http.reference.examples import example_of, start_of_a_programme
from api.http.refusals import EndsWithSlash, NoToken, TooLarge, UnsupportedMediaType
from api.http.sign_in.guessing import TooManyGuesses
from domain.reading.parts import ReadingPart
from domain.reading.rights import READS, NotReadable
from domain.shared.refusals import Refusal
from service.every_phase.forms import NewProgramme
from service.every_phase.start_programme import SlugTaken
from service.invalid_input import InvalidInput
from service.reading import Shown
from service.waiting import DatabaseUnavailable
from settings import Settings
from words.languages import ENGLISH, LANGUAGES

DESCRIPTION = """
Kwartier takes a change programme from *the College agrees to prepare it* to *the College approves it*.

**Acting.** What people do is a `POST` with an `Idempotency-Key`: repeating it with the same key gives the
same answer and happens once. The answer lists the register entries that it caused. After a 503 a command may
still take effect; repeating it with its key tells.

**Reading.** Where a programme stands is read from its register, so an answer never runs ahead of it. Where a
list comes in pages, `next` is what `after` must be for the following page.

**Who.** A signed token says who acts or reads; in which part, is found from the programme. Whoever has none
reads nothing, but what is public once the programme is approved. docs/rights.md lists what each part reads.

**Errors** are problems (RFC 9457) with a stable `code`; docs/errors.md lists them. Times are UTC; days are
those of the blueprint's time zone.
"""

CONTACT = {
    "name": "The maintainers of Kwartier",
    "url": "https://git.example/kwartier/kwartier",
    "email": "maintainers@kwartier.example",
}
"""As in publiccode.yml; the organisation that publishes Kwartier sets both."""

TAGS = {
    "programmes": "Starting programmes, and seeing where they stand",
    "appointment": "Appointing a kwartiermaker",
    "definition": "Consultations, contributions, plan versions, reviews, and the gate",
    "stakeholders": "Organisations, who speaks for them, and their invitations",
    "invitations": "By personal link, without an account",
    "sign-ins": "Signing in for the first time, by the link in a letter",
    "participation": "Working sessions, the projects that already run, and who is silent",
    "responses": "What was done with what organisations contributed",
    "sign-off": "Submissions to the deciding bodies, ballots, mandates, decisions and meetings",
    "conditions": "What must still be shown after an approval",
    "course": "What can happen in every phase, and the deadlines",
    "reading": "The register, and what was published",
    "development": "Moving a programme's clock, reading what was mailed; not in a real deployment",
    "health": "Whether the API is up and can work",
}

VERSION_HEADER = {
    "API-Version": {
        "description": "The full version of this API",
        "schema": {"type": "string"},
        "example": "1.0.0",
    }
}

ACCEPT_LANGUAGE: dict[str, Any] = {
    "name": "Accept-Language",
    "in": "header",
    "required": False,
    "description": "The language in which the answer's sentences are: those of problems, and what is waited"
    f" for. There are: {', '.join(LANGUAGES.codes)}; without one it is {ENGLISH.code}.",
    "schema": {"type": "string"},
    "example": "nl-NL, en;q=0.5",
}
CONTENT_LANGUAGE = {
    "description": "The language that the answer's sentences are in",
    "schema": {"type": "string"},
    "example": ENGLISH.code,
}

GENERIC = re.compile(r"\b(Items|Page)_(\w+)_(?=\W)")
"""How FastAPI calls a list of something; the rules want names without underscores."""

EITHER = re.compile(r"Union_([A-Za-z]+)__([A-Za-z]+)_")
"""And of one thing or another."""

METHODS = ("get", "post")

TITLES = {
    "400": "The input is invalid; `errors` names each field",
    "401": "No token, or one that is not accepted",
    "403": "Your part in the programme does not let you do this, or you have none",
    "404": "There is no such thing",
    "409": "The phase or a rule says no, or the key was used for something else",
    "413": "The body is too large",
    "415": "The body is not sent as what this address takes",
    "429": "Too many tokens or links that do not count; try again after Retry-After seconds",
    "503": "PostgreSQL or Temporal is away; try again after Retry-After seconds",
}
"""The problems an operation can end in, besides those that anything on the web can."""

STATIC = Path(fastapi_offline.__file__).parent / "static"


def add_to(app: FastAPI, settings: Settings) -> None:
    """Serve the document at openapi.json, for everyone, and a page that shows it at docs."""
    app.openapi = lambda: _document(app, settings)

    async def document(_: Request) -> JSONResponse:
        # The design rules want it readable from any page on the web.
        return JSONResponse(app.openapi(), headers={"Access-Control-Allow-Origin": "*"})

    async def page(_: Request) -> HTMLResponse:
        return get_swagger_ui_html(
            openapi_url=f"{PREFIX}/openapi.json",
            title="Kwartier",
            swagger_js_url=f"{PREFIX}/docs/static/swagger-ui-bundle.js",
            swagger_css_url=f"{PREFIX}/docs/static/swagger-ui.css",
            swagger_favicon_url=f"{PREFIX}/docs/static/favicon.png",
            # Nothing is sent elsewhere because somebody looks at the page, and no token stays in the browser.
            swagger_ui_parameters={"persistAuthorization": False, "validatorUrl": None},
        )

    app.add_route(f"{PREFIX}/openapi.json", document, include_in_schema=False)
    app.add_route(f"{PREFIX}/docs", page, include_in_schema=False)
    app.mount(f"{PREFIX}/docs/static", StaticFiles(directory=STATIC), name="docs-static")


def _document(app: FastAPI, settings: Settings) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            summary="From proposal to approval of a change programme",
            description=DESCRIPTION.strip(),
            routes=app.routes,
            license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
            servers=[{"url": f"{_base(settings)}{PREFIX}", "description": "This server"}],
        )
        document["info"]["contact"] = CONTACT
        app.openapi_schema = _arranged(document, shown_in(app))
    return app.openapi_schema


def _base(settings: Settings) -> str:
    return settings.public_url.rstrip("/") if settings.public_url else ""


def _arranged(document: dict[str, Any], shown: Mapping[str, Shown]) -> dict[str, Any]:
    """What the rules ask of the document beyond what FastAPI writes."""
    # In its text, because the names stand in references everywhere.
    document = json.loads(GENERIC.sub(r"\2\1", EITHER.sub(r"\1Or\2", json.dumps(document))))
    paths = {path.removeprefix(PREFIX): item for path, item in document["paths"].items()}
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = ProblemDetails.model_json_schema(by_alias=True, ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {}) | {"ProblemDetails": problem}
    # Read by `sent_as`, so FastAPI does not know of it.
    schemas["NewProgramme"] = NewProgramme.model_json_schema(ref_template="#/components/schemas/{model}")
    used: set[str] = set()
    for path, item in paths.items():
        for method in METHODS:
            if operation := item.get(method):
                _arrange(path, method, operation, shown.get(operation["operationId"]))
                _give_examples(operation, schemas)
                used |= set(operation.get("tags", []))
        item["parameters"] = [{"$ref": "#/components/parameters/AcceptLanguage"}]
    document["components"]["parameters"] = {"AcceptLanguage": ACCEPT_LANGUAGE}
    document["components"]["headers"] = {"ContentLanguage": CONTENT_LANGUAGE}
    document["paths"] = paths
    document["tags"] = [{"name": tag, "description": TAGS[tag]} for tag in TAGS if tag in used]
    return document


def _arrange(path: str, method: str, operation: dict[str, Any], shown: Shown | None) -> None:
    operation["summary"] = operation["description"].partition(".")[0].partition("\n")[0]
    responses = operation["responses"]
    responses.pop("422", None)
    for status in _statuses(path, method, reads=shown is not None):
        responses[status] = _problem_response(status)
    if shown is not None and "403" in responses:
        responses["403"]["description"] = f"Not for you: it is for {', '.join(_readers(shown))}"
    for status, response in responses.items():
        response.setdefault("headers", {}).update(VERSION_HEADER)
        if status in {"429", "503"}:
            response["headers"]["Retry-After"] = {
                "description": "Seconds after which to try again",
                "schema": {"type": "integer"},
            }


def _give_examples(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """An example for the request and for every answer that has none yet."""
    request = operation.get("requestBody", {}).get("content", {})
    if operation["operationId"] == "startProgramme":
        request["application/json"]["example"] = start_of_a_programme()
    answers = (response.get("content", {}) for response in operation["responses"].values())
    for content in (request, *answers):
        for described in content.values():
            described.setdefault("example", example_of(described["schema"], schemas))


def _statuses(path: str, method: str, *, reads: bool) -> list[str]:
    """The problems that an operation can end in."""
    if path.startswith("/health"):
        return ["503"] if path.endswith("ready") else []
    statuses = ["400", "429", "503"] + ([] if _is_by_link(path, method) else ["401"])
    # A list of programmes leaves out those that are not for the reader.
    statuses += ["403"] if method == "post" or (reads and "{" in path) else []
    statuses += ["404"] if "{" in path else []
    statuses += ["409", "413", "415"] if method == "post" else []
    return sorted(statuses)


def _is_by_link(path: str, method: str) -> bool:
    """Whether whoever has the link needs no token."""
    return path.startswith("/invitations") or (path.startswith("/sign-ins") and method == "get")


def _readers(shown: Shown) -> list[ReadingPart]:
    return [part for part, read in READS.items() if not read.isdisjoint(shown.any_of)]


EXAMPLES: Mapping[str, type[Refusal]] = {
    "400": InvalidInput,
    "401": NoToken,
    "403": NotReadable,
    "404": EndsWithSlash,
    "409": SlugTaken,
    "413": TooLarge,
    "415": UnsupportedMediaType,
    "429": TooManyGuesses,
    "503": DatabaseUnavailable,
}
"""A refusal with each status."""


def _problem_response(status: str) -> dict[str, Any]:
    refusal = EXAMPLES[status]
    example: dict[str, Any] = {
        "type": f"urn:kwartier:problem:{refusal.code}",
        "title": str(refusal.title),
        "status": refusal.status,
        "detail": str(refusal.advice),
        "instance": "urn:uuid:0b8f6c0e-6f0a-4b5b-9d5e-0a5a3f6f3c11",
        "code": refusal.code,
    }
    schema = {"$ref": "#/components/schemas/ProblemDetails"}
    return {
        "description": TITLES[status],
        "headers": {"Content-Language": {"$ref": "#/components/headers/ContentLanguage"}},
        "content": {MEDIA_TYPE: {"schema": schema, "example": example}},
    }
