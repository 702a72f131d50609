"""Whoever speaks for an organisation and is signed in answers on the same pages as by the link of a letter.

They get a link of their own, which only this browser knows; the one in their letter keeps working.
"""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from service.reading import Reading
from store.organisations import representatives
from store.people import links
from web.answer.link import Link, remember
from web.consultation.routes import Number
from web.every_phase.programme import Slug
from web.http.forms import Filled
from web.http.page import Here, Shows
from web.sign_in.session import reads

router = APIRouter()

ReadsStanding = Annotated[Reading, reads("standing")]


class SpeaksForNobody(Refusal):
    status = 403
    title = N_("You do not speak for this organisation")
    sentence = N_("You do not speak for an organisation with this code that takes part in this consultation.")
    advice = N_("Ask the office to add you as its representative.")


@router.post("/programmes/{slug}/consultations/{number}/answer", operation_id="beginAnswer")
async def begin(
    slug: Slug, number: Number, page: Shows, resources: Here, read: ReadsStanding, form: Filled
) -> Response:
    """Lead to the pages on which the organisation answers, or reads what became of its answer."""
    async with read.open(slug) as sight:
        person = sight.reader.id
        speaks = (
            [] if person is None else await representatives.invited_as(sight.connection, slug, number, person)
        )
    chosen = next((one for one in speaks if one.code == form.get("organisation")), None)
    if chosen is None:
        raise SpeaksForNobody
    async with resources.database() as connection:
        link = Link.of(await links.create(connection, slug, number, chosen.id))
    answer = page.go(link.at)
    remember(page.request, answer, link)
    return answer
