"""A programme before it starts: what comes when, and what does not go together."""

from datetime import date

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request

from api.http.bodies import sent_as, takes
from api.http.dependencies import Here, Who
from api.http.items import View
from api.http.language import Spoken
from domain.every_phase.outlook import StepKey
from domain.shared.actors import Role
from domain.state.programme_state import Phase
from service.every_phase.forms import NewProgramme
from service.every_phase.look_ahead import Ahead, look_ahead
from service.every_phase.start_programme import must_be_let
from words.language import Language
from words.outlook import step

router = APIRouter(tags=["programmes"])


class StepView(View):
    """Something that somebody has until a day ends, if everything before it takes all its time."""

    key: StepKey = Field(examples=["consultation"])
    phase: Phase = Field(examples=["definition"])
    role: Role = Field(description="Who has to do it", examples=["representative"])
    body: str | None = Field(description="The body that meets")
    sentence: str = Field(examples=["Organisations are consulted"])
    first: date = Field(examples=["2027-01-18"])
    last: date = Field(examples=["2027-02-15"])


class AheadView(View):
    """What a programme would be if it started today."""

    title: str = Field(examples=["Common Ground"])
    steps: list[StepView]
    term_from: date = Field(description="When the assignment would begin", examples=["2027-01-18"])
    term_to: date = Field(description="When it would end", examples=["2027-04-19"])
    warnings: list[str] = Field(
        description="What does not go together",
        examples=[["The assignment ends on 19 April 2027, and the last decision is expected on 3 May 2027."]],
    )


@router.post("/programmes/previews", operation_id="previewProgramme", openapi_extra=takes(NewProgramme))
async def preview_programme(sent: Request, caller: Who, resources: Here, language: Spoken) -> AheadView:
    """See what would come when, if the programme started today (whoever may start one). Nothing is kept.

    It is refused as starting it would be: every mistake of the blueprint is named at once.
    """
    must_be_let(caller)
    request = await sent_as(NewProgramme, sent, resources)
    return _view(await look_ahead(resources, caller, request.slug, request.blueprint), language)


def _view(ahead: Ahead, language: Language) -> AheadView:
    titles = {body.key: body.title for body in ahead.blueprint.sign_off.bodies}
    steps = [
        StepView(
            key=one.key,
            phase=one.phase,
            role=one.role,
            body=one.body,
            sentence=language.say(step(one, titles)),
            first=one.first,
            last=one.last,
        )
        for one in ahead.outlook.steps
    ]
    return AheadView(
        title=ahead.blueprint.title,
        steps=steps,
        term_from=ahead.outlook.term_from,
        term_to=ahead.outlook.term_to,
        warnings=[language.say(warning) for warning in ahead.warnings],
    )
