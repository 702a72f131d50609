"""A plan sent as Markdown: its bytes read as text, its sections found, or every problem named."""

from typing import Annotated, Any

from fastapi import Depends
from pydantic_core import PydanticCustomError
from starlette.requests import Request

from api.http.refusals import UnsupportedMediaType
from domain.blueprint.model import Blueprint
from domain.shared.messages import N_
from domain.shared.mistakes import carried
from files.plan_markdown import PlanProblem, UnreadablePlanError, read, text_of
from service.invalid_input import InvalidPlan
from service.limits import LONGEST_TEXT, storable

MEDIA_TYPE = "text/markdown"

REQUEST_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "Each section under a heading `## title {#key}`, as an export has it",
        "content": {
            MEDIA_TYPE: {
                "schema": {"type": "string"},
                "example": "# Common Ground\n\n## Goals {#goals}\n\nWhat we want.\n",
            }
        },
    }
}
"""How the OpenAPI document describes what is sent."""


async def _must_be_markdown(request: Request) -> None:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != MEDIA_TYPE:
        raise UnsupportedMediaType(media_type=MEDIA_TYPE)


SentAsMarkdown = Annotated[None, Depends(_must_be_markdown)]
"""A route that takes a plan as a file asks for this."""


def sections_of(content: bytes, blueprint: Blueprint) -> dict[str, str]:
    """The texts of the sections in a file. Raises `InvalidPlan`, which names all that is wrong."""
    return _sections(_text(content), blueprint)


def _text(content: bytes) -> str:
    try:
        return storable(text_of(content))
    except UnreadablePlanError as error:
        raise InvalidPlan.of(error.problems) from None
    except PydanticCustomError as error:
        message = carried(error.context)
        assert message is not None, "a mistake of ours carries its message"
        raise InvalidPlan.of([PlanProblem("file", message)]) from None


def _sections(file: str, blueprint: Blueprint) -> dict[str, str]:
    try:
        texts = read(file, blueprint.definition.sections)
    except UnreadablePlanError as error:
        raise InvalidPlan.of(error.problems) from None
    # Only now: the whole may be long, and it is one section that is too long.
    if long := [key for key, text in texts.items() if len(text) > LONGEST_TEXT]:
        wrong = N_("is longer than {longest} characters; make it shorter").having(longest=LONGEST_TEXT)
        raise InvalidPlan.of([PlanProblem(f"{{#{key}}}", wrong) for key in long])
    return texts
