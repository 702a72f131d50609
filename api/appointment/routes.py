"""Appointing a kwartiermaker: nominations, the principal's choice, the candidate's answer."""

from typing import Annotated

from fastapi import APIRouter

from api.every_phase.views import CandidateView
from api.http.acting import Doing, does
from api.http.items import Items, PersonView
from api.http.limits import Slug
from api.http.reading import reads
from domain.register.answers import Answer
from service.appointment import acts
from service.appointment.candidates import candidates
from service.appointment.forms import AssignmentAnswer, Nomination, PreferredCandidates
from service.asking.acts import OfProgramme
from service.reading import Reading
from store.people import people

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
        known = await people.names(sight.connection, slug, sight.state.appointment.candidates)
        found = await candidates(sight, known)
    return Items(
        items=[
            CandidateView(
                person=PersonView(id=one.person, name=one.name), status=one.status, interests=one.interests
            )
            for one in found
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
