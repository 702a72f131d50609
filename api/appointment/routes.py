"""Appointing a kwartiermaker: nominations, the principal's choice, the candidate's answer."""

from typing import Annotated

from fastapi import APIRouter

from api.every_phase.views import CandidateView
from api.http.acting import Doing, does
from api.http.items import Items, PersonView
from api.http.limits import Slug
from api.http.reading import reads
from domain.appointment.nominate import CandidateNominated
from domain.register.answers import Answer
from service.appointment import acts
from service.appointment.forms import AssignmentAnswer, Nomination, PreferredCandidates
from service.asking.acts import OfProgramme
from service.reading import Reading
from store.people import people
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}", tags=["appointment"])

ReadsInterests = Annotated[Reading, reads("interests")]
Nominates = Annotated[Doing[OfProgramme, Nomination], does(acts.NominateACandidate)]
Chooses = Annotated[Doing[OfProgramme, PreferredCandidates], does(acts.ChooseCandidates)]
Answers = Annotated[Doing[OfProgramme, AssignmentAnswer], does(acts.AnswerTheAssignment)]


@router.post("/nominations", status_code=201, operation_id="nominate")
async def nominate(slug: Slug, request: Nomination, act: Nominates) -> Answer:
    """Nominate a candidate, with the interests they declared (office)."""
    return await act(slug, OfProgramme(), request)


@router.get("/nominations", operation_id="listNominations")
async def list_nominations(slug: Slug, read: ReadsInterests) -> Items[CandidateView]:
    """The candidates, and the interests they declared (office, principal)."""
    async with read.open(slug) as sight:
        entries = await register.read(sight.connection, slug)
        nominated = [e.event for e in entries if isinstance(e.event, CandidateNominated)]
        names = await people.names(sight.connection, sight.slug, [event.person for event in nominated])
        texts = await sight.texts(*(event.interests.id for event in nominated))
    appointment = sight.state.appointment
    return Items(
        items=[
            CandidateView(
                person=PersonView(id=event.person, name=names.get(event.person, "")),
                # Not a status in the state: a candidate who was asked and then passed over can be chosen
                # again.
                status="asked"
                if event.person == appointment.asked
                else appointment.candidates.get(event.person, "nominated"),
                interests=texts[event.interests.id],
            )
            for event in nominated
        ]
    )


@router.post("/choices", status_code=201, operation_id="choose")
async def choose(slug: Slug, request: PreferredCandidates, act: Chooses) -> Answer:
    """Choose who is asked, and who next when that one declines (principal)."""
    return await act(slug, OfProgramme(), request)


@router.post("/assignment-answers", status_code=201, operation_id="answerAssignment")
async def answer_assignment(slug: Slug, request: AssignmentAnswer, act: Answers) -> Answer:
    """Accept the assignment, or decline it with a reason (the candidate who is being asked)."""
    return await act(slug, OfProgramme(), request)
