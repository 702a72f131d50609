"""Every round of asking in a programme, and the working sessions."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, NamedTuple

from fastapi import APIRouter
from starlette.responses import Response

from domain.shared.messages import N_, Message
from service.asking.possible import clock
from service.reading import Reading
from store.consultation import consultations, sessions
from store.consultation.consultations import Status
from store.consultation.sessions import WorkingSession
from web.every_phase.doable import doable
from web.every_phase.heading import OfProgramme
from web.every_phase.programme import Slug
from web.http.page import Shows
from web.sign_in.session import reads
from words import turns
from words.languages import OF_PAPERS
from words.turns import Urgency

router = APIRouter()

ReadsConsultations = Annotated[Reading, reads("standing", also=("sessions",))]


class Round(NamedTuple):
    """A round: how far it is, and until when."""

    number: int
    version: int
    status: Status
    due: date
    day: str
    distance: str
    urgency: Urgency
    answered: int
    invited: int


class Met(NamedTuple):
    """A working session: about what, when, and how many were to come and came."""

    number: int
    title: str
    on: date
    day: str
    status: str
    invited: int
    present: int


STATUSES: Mapping[sessions.Status, Message] = {
    "planned": N_("planned", "session"),
    "held": N_("held", "session"),
    "cancelled": N_("cancelled", "session"),
    "lapsed": N_("did not come about", "session"),
}


@router.get("/programmes/{slug}/consultations", operation_id="pageConsultations")
async def rounds(slug: Slug, page: Shows, read: ReadsConsultations) -> Response:
    """The rounds, the newest first."""
    language = page.language
    async with read.open(slug) as sight:
        blueprint = await sight.blueprint()
        rows = await consultations.all_of(sight.connection, slug)
        held: Sequence[WorkingSession] = ()
        if sight.reader.may("sessions"):
            held = await sessions.all_of(sight.connection, slug)
        titles = await sight.texts(*(one.title.id for one in held))
        acts = doable(sight, language, "consultation", "responses")
        heading = OfProgramme.of(sight, blueprint.title)
        today = sight.state.rules.calendar.day_of(clock(sight.state))
    return page.show(
        "consultation/rounds.html",
        programme=heading,
        rounds=[
            Round(
                row.number,
                row.version,
                row.status,
                row.due,
                language.brief_day(row.due, today),
                language.say(turns.distance(row.due, today)),
                turns.urgency(row.due, today),
                row.answered,
                row.invited,
            )
            for row in reversed(rows)
        ],
        sessions=[
            Met(
                one.number,
                titles[one.title.id],
                one.day,
                language.brief_day(one.day, today),
                language.say(STATUSES[one.status]),
                len(one.invited),
                len(one.present),
            )
            for one in held
        ],
        written_in=blueprint.language or OF_PAPERS,
        acts=acts,
    )
