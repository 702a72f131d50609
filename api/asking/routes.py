"""What you may do in a programme now, and what an act would cause before you do it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BaseModel, ValidationError
from starlette.requests import Request

from api.asking.requests import Tried
from api.asking.views import ActView, PreviewView, act_view, preview_view
from api.http.acting import ways_in
from api.http.dependencies import Here, Who
from api.http.invalid_fields import refusal_of
from api.http.items import Items
from api.http.language import Spoken
from api.http.limits import Slug
from api.http.reading import reads
from domain.state.roles import Asker
from service.asking.acts import Act, Asked, known_act
from service.asking.listing import listed
from service.asking.preview import preview
from service.commands import NOBODY
from service.reading import Reading, looked_up

router = APIRouter(prefix="/programmes/{slug}", tags=["course"])

ReadsStanding = Annotated[Reading, reads("standing")]

ActName = Annotated[
    str, Path(max_length=60, pattern=r"^[a-z]+(-[a-z]+)*$", description="Of the act", examples=["suspend"])
]


@router.get("/acts", operation_id="listActs")
async def list_acts(slug: Slug, read: ReadsStanding, language: Spoken, request: Request) -> Items[ActView]:
    """What you may do in the programme now, each with what it can be about and what you give with it.

    It is what the rules would let you do at this moment; what you give may still be refused.
    """
    own = {way.act.name: way for way in ways_in(request.app) if not way.another_way}
    async with read.open(slug) as sight:
        asker = Asker(sight.reader.id or NOBODY, operates="operator" in sight.reader.known.claims)
        found = await listed(sight, asker)
    return Items(items=[act_view(one, own[one.act.name], slug, language) for one in found])


@router.post("/acts/{name}/previews", operation_id="previewAct")
async def preview_act(
    slug: Slug, name: ActName, tried: Tried, resources: Here, caller: Who, language: Spoken
) -> PreviewView:
    """See what an act would cause: entries, days before and after, and how many people get which letters.

    Nothing happens, and nothing is kept of what you send. It is refused as the act itself would be.
    """
    act = known_act(name)
    found = await preview(resources, caller, slug, act, _asked(act, tried))
    async with looked_up(resources, slug) as sight:
        blueprint = await sight.blueprint()
    return preview_view(found, blueprint, language)


def _asked(act: Act[Any, Any], tried: Tried) -> Asked[Any, Any]:
    """What is tried, as the act takes it. Raises `InvalidInput`, which names every field that is wrong."""
    return Asked(_read(act.about, "about", tried.about), _read(act.form, "fields", tried.fields))


def _read(model: type[BaseModel], place: str, given: object) -> BaseModel:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        found = [{**mistake, "loc": ("body", place, *mistake["loc"])} for mistake in error.errors()]
        raise refusal_of(found) from None
