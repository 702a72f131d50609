"""Appointing a kwartiermaker: nominations, the principal's choice, the candidate's answer."""

from typing import Annotated

from fastapi import APIRouter

from api.appointment.requests import AssignmentAnswer, Nomination, PreferredCandidates
from api.every_phase.views import CandidateView
from api.http.acting import Act
from api.http.items import Items, PersonView
from api.http.limits import Slug
from api.http.reading import reads
from domain.appointment.accept_assignment import AcceptAssignment
from domain.appointment.choose import Choose
from domain.appointment.decline_assignment import DeclineAssignment
from domain.appointment.nominate import CandidateNominated, Nominate
from domain.register.answers import Answer
from service.commands import CommandRequest, Writing
from service.reading import Reading
from store.people import people
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}", tags=["appointment"])

ReadsInterests = Annotated[Reading, reads("interests")]


@router.post("/nominations", status_code=201, operation_id="nominate")
async def nominate(slug: Slug, request: Nomination, act: Act) -> Answer:
    """Nominate a candidate, with the interests they declared (office)."""
    named = request.person.as_person

    def make(writing: Writing) -> Nominate:
        return Nominate(
            **writing.stamp, person=writing.person(named), interests=writing.text(request.interests)
        )

    return await act(slug, CommandRequest(Nominate, make, request, named=[named]))


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
async def choose(slug: Slug, request: PreferredCandidates, act: Act) -> Answer:
    """Choose who is asked, and who next when that one declines (principal)."""

    def make(writing: Writing) -> Choose:
        return Choose(**writing.stamp, preference=request.preference, reason=writing.text(request.reason))

    return await act(slug, CommandRequest(Choose, make, request))


@router.post("/assignment-answers", status_code=201, operation_id="answerAssignment")
async def answer_assignment(slug: Slug, request: AssignmentAnswer, act: Act) -> Answer:
    """Accept the assignment, or decline it with a reason (the candidate who is being asked)."""
    reason = request.reason
    if reason is None:
        return await act(
            slug, CommandRequest(AcceptAssignment, lambda writing: AcceptAssignment(**writing.stamp), request)
        )

    def make(writing: Writing) -> DeclineAssignment:
        return DeclineAssignment(**writing.stamp, reason=writing.text(reason))

    return await act(slug, CommandRequest(DeclineAssignment, make, request))
