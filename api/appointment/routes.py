"""Appointing a kwartiermaker: nominations, the principal's choice, the candidate's answer."""

from collections.abc import Mapping

from fastapi import APIRouter

from api import roles
from api.acting import Act, Asked, Writing
from api.every_phase.views import CandidateView
from api.http.items import Items, PersonView
from api.http.limits import Slug
from api.readers import Read
from api.requests import AssignmentAnswer, Nomination, PreferredCandidates
from domain.register.answers import Answer
from domain.vocabulary.commands import AcceptAssignment, Choose, DeclineAssignment, Nominate
from domain.vocabulary.events import CandidateNominated
from store.people import people
from store.register import entries as register

router = APIRouter(prefix="/programmes/{slug}", tags=["appointment"])


@router.post("/nominations", status_code=201, operation_id="nominate")
async def nominate(slug: Slug, body: Nomination, act: Act) -> Answer:
    """Nominate a candidate, with the interests they declared (office)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"person": writing.person(body.person.as_person), "interests": writing.text(body.interests)}

    return await act(slug, Asked(Nominate, roles.office, fields, body, named=[body.person.as_person]))


@router.get("/nominations", operation_id="listNominations")
async def list_nominations(slug: Slug, read: Read) -> Items[CandidateView]:
    """The candidates, and the interests they declared (office, principal)."""
    async with read.of(slug) as sight:
        sight.reader.must(sight.reader.leads, "The interests of candidates")
        entries = await register.read(sight.connection, slug)
        nominated = [e.event for e in entries if isinstance(e.event, CandidateNominated)]
        names = await people.names(sight.connection, [event.person for event in nominated])
        bodies = await sight.texts(*(event.interests.id for event in nominated))
    appointment = sight.state.appointment
    return Items(
        items=[
            CandidateView(
                person=PersonView(id=event.person, name=names.get(event.person, "")),
                status="asked"
                if event.person == appointment.asked
                else appointment.candidates.get(event.person, "nominated"),
                interests=bodies[event.interests.id],
            )
            for event in nominated
        ]
    )


@router.post("/choices", status_code=201, operation_id="choose")
async def choose(slug: Slug, body: PreferredCandidates, act: Act) -> Answer:
    """Choose who is asked, and who next when that one declines (principal)."""

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"preference": body.preference, "reason": writing.text(body.reason)}

    return await act(slug, Asked(Choose, roles.principal, fields, body))


@router.post("/assignment-answers", status_code=201, operation_id="answerAssignment")
async def answer_assignment(slug: Slug, body: AssignmentAnswer, act: Act) -> Answer:
    """Accept the assignment, or decline it with a reason (the candidate who is being asked)."""
    reason = body.reason
    if reason is None:
        return await act(slug, Asked(AcceptAssignment, roles.candidate, lambda _: {}, body))

    def fields(writing: Writing) -> Mapping[str, object]:
        return {"reason": writing.text(reason)}

    return await act(slug, Asked(DeclineAssignment, roles.candidate, fields, body))
