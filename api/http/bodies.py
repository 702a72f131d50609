"""Bodies: nothing of one is read before it is known whose it is, and no more than is taken."""

import json
import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import PREFIX
from api.http.dependencies import Resources, bearer, get_caller
from api.http.invalid_fields import refusal_of
from api.http.limits import LARGEST_BODY
from api.http.problems import of_database, response
from api.http.refusals import BodyRefusedError, InvalidJson, TooLarge, UnsupportedMediaType
from domain.shared.refusals import Refusal
from service.consultation.contribute import invited
from service.waiting import DATABASE_AWAY

SMALL = 50_000
"""Bytes that cost less to read than to ask PostgreSQL about whose link they come by."""

BY_LINK = re.compile(rf"{PREFIX}/invitations/([^/]+)")

M = TypeVar("M", bound=BaseModel)


class BodyLimit:
    """Refuses bodies of strangers, and larger ones: by what they say of themselves and by what arrives."""

    def __init__(self, app: ASGIApp, *, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        said = request.headers.get("content-length", "0")
        # Before a byte is read; a length that is missing or untrue is found by counting what comes.
        if said.isdigit() and int(said) > self._largest:
            await response(request, TooLarge(largest=self._largest))(scope, receive, send)
            return
        taken: int | None = None

        async def counted() -> Message:
            nonlocal taken
            # Here and not in a route: FastAPI reads a body before it asks what the route depends on.
            if taken is None and scope["method"] == "POST":
                await _must_be_known(request)
            message = await receive()
            taken = (taken or 0) + len(message.get("body", b""))
            if taken > self._largest:
                raise BodyRefusedError(TooLarge(largest=self._largest))
            return message

        await self._app(scope, counted, send)


async def _must_be_known(request: Request) -> None:
    """Raise `BodyRefusedError` unless a token or a link says whose the body is."""
    try:
        if by_link := BY_LINK.match(request.url.path):
            said = request.headers.get("content-length", "")
            if not (said.isdigit() and int(said) <= SMALL):
                resources: Resources = request.app.state.resources
                async with resources.database() as connection:
                    await invited(connection, by_link[1])
        else:
            await get_caller(request, await bearer(request))
    except Refusal as refusal:
        raise BodyRefusedError(refusal) from None
    except DATABASE_AWAY as error:
        # FastAPI would take it for a fault of whoever sends the body.
        raise BodyRefusedError(of_database(error)) from error


async def sent_as(model: type[M], request: Request, resources: Resources) -> M:
    """What a large body says, read beside the event loop. Raises `Refusal` as FastAPI's own reading does."""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not re.fullmatch(r"application/([^/]+\+)?json", sent):
        raise UnsupportedMediaType(media_type=JSON)
    return await resources.workshop.do(_read, model, await request.body())


JSON = "application/json"


def _read(model: type[M], content: bytes) -> M:
    try:
        document = json.loads(content)
    # Nested without end is no JSON either.
    except (ValueError, RecursionError):
        raise InvalidJson from None
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise refusal_of([_in_the_body(item) for item in error.errors()]) from None


def _in_the_body(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**item, "loc": ("body", *item["loc"])}


def takes(model: type[BaseModel]) -> dict[str, Any]:
    """How the OpenAPI document describes a body that `sent_as` reads."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}
