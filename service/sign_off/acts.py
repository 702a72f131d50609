"""The acts along the bodies: votes, revisions, outcomes, corrections."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from domain.bodies.own_work import must_not_pass_own_work
from domain.bodies.voters import must_not_overrule_the_member, must_represent
from domain.shared.actors import Actor
from domain.shared.conditions import AskedCondition
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.sign_off.ballot import may_send_back, ruled, the_ballot_is_over
from domain.sign_off.cast_ballot import CastBallot
from domain.sign_off.correct_decision import CorrectDecision
from domain.sign_off.establish_outcome import EstablishOutcome
from domain.sign_off.revise_submission import ReviseSubmission
from domain.state.own_work import must_not_be_own_work
from domain.state.programme_state import Decision, OnTheTable, ProgrammeState
from domain.state.roles import Asker
from domain.voting.outcome import choices as known_choices
from service.asking import options
from service.asking.acts import (
    About,
    Act,
    AnyRequest,
    Asked,
    Choices,
    LookingAct,
    OfProgramme,
    Option,
    Possible,
    Where,
)
from service.asking.labels import Label
from service.asking.naming import SUBMISSION, Held, Named, by_number, said
from service.asking.options import Anywhere, seat_in
from service.asking.values import LARGEST_NUMBER
from service.commands import CommandRequest, Writing
from service.reading import Sight
from service.sign_off import revision
from service.sign_off.forms import NewBallot, NewCorrection, NewOutcome, NewRevision
from words.vocabulary import CHOICES, OUTCOMES


class OfSubmission(About):
    submission: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Submission"))]


class OfDecision(About):
    decision: Annotated[int, Field(ge=0, le=LARGEST_NUMBER), Label(N_("Decision"))]


def _possible(table: OnTheTable) -> Possible:
    """What lies before a body, by the body's name."""
    number = table.submission.number
    name = N_("submission {number}, before {body}").having(number=str(number))
    return Possible(OfSubmission(submission=number), Named(name, {"body": Held("body", table.body.key)}))


def _hash(where: Anywhere) -> Iterable[Option]:
    table = where.state.on_the_table
    if table is not None:
        yield Option(table.submission.hash, by_number(SUBMISSION, table.submission.number))


# --- votes ---


class VoteOnASubmission(Act[OfSubmission, NewBallot]):
    commands = (CastBallot,)
    title = N_("Vote on a submission")
    button = N_("Cast my vote")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        table = where.state.on_the_table
        if table is not None and not the_ballot_is_over(where.state) and any(_seats_to_vote_on(where)):
            yield _possible(table)

    def choices(self) -> Mapping[str, Choices[OfSubmission]]:
        return {"submission_hash": _hash, "choice": _choices, "seat": _seats_to_vote_on}

    def probes(self, where: Where[OfSubmission]) -> Iterable[Mapping[str, object]]:
        return ({"submission": where.about.submission, "seat": ""},)

    def make(self, asked: Asked[OfSubmission, NewBallot]) -> AnyRequest:
        number, form = asked.about.submission, asked.form

        def make(writing: Writing) -> CastBallot:
            return CastBallot(
                **writing.stamp,
                submission=number,
                submission_hash=form.submission_hash,
                seat=form.seat or "",
                choice=form.choice,
                reason=writing.text(form.reason),
                conditions=tuple(
                    AskedCondition(text=writing.text(asked.text), owner=asked.owner, due=asked.due)
                    for asked in form.conditions
                ),
            )

        return CommandRequest(CastBallot, make, form, about={"submission": number})


def _choices(where: Where[OfSubmission]) -> Iterable[Option]:
    body = where.state.body
    for choice in known_choices(body) if body is not None else ():
        if choice != "send_back" or may_send_back(where.state):
            yield Option(choice, said(CHOICES[choice]))


def _seats_to_vote_on(where: Anywhere) -> Iterable[Option]:
    """The seats of the body whose turn it is on which the asker may vote today."""
    table = where.state.on_the_table
    if table is None:
        return
    for seat in table.body.seats:
        if _may_vote(where, table, seat.key):
            yield Option(seat.key, seat_in(table.body.key, seat))


def _may_vote(where: Anywhere, table: OnTheTable, seat: str) -> bool:
    return why_no_vote(where.state, where.asker, where.today, table, seat) is None


def why_no_vote(
    state: ProgrammeState, asker: Asker, today: date, table: OnTheTable, seat: str
) -> Refusal | None:
    """Why somebody may not vote on a seat today, by the rules that a vote is asked by; None: they may."""
    person = asker.id
    try:
        represents = must_represent(person, seat, table.body, state, today)
        if represents is None:
            must_not_be_own_work(Actor(person=person, role="member"), state)
        else:
            must_not_pass_own_work(person, represents.holder, table.body.key, state, today)
            must_not_overrule_the_member(table.submission.votes.get(seat))
    except Refusal as refusal:
        return refusal
    return None


class EstablishAnOutcome(Act[OfSubmission, NewOutcome]):
    commands = (EstablishOutcome,)
    title = N_("Establish the outcome of a ballot, as chair")
    button = N_("Establish it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        table = where.state.on_the_table
        if table is not None and ruled(where.state) is not None and any(_chairs_of_the_asker(where)):
            yield _possible(table)

    def choices(self) -> Mapping[str, Choices[OfSubmission]]:
        return {"outcome": _outcome, "seat": _chairs_of_the_asker}

    def probes(self, where: Where[OfSubmission]) -> Iterable[Mapping[str, object]]:
        return ({"submission": where.about.submission, "seat": ""},)

    def make(self, asked: Asked[OfSubmission, NewOutcome]) -> AnyRequest:
        number, form = asked.about.submission, asked.form

        def make(writing: Writing) -> EstablishOutcome:
            return EstablishOutcome(
                **writing.stamp, submission=number, seat=form.seat or "", outcome=form.outcome
            )

        return CommandRequest(EstablishOutcome, make, form, about={"submission": number})


def _outcome(where: Where[OfSubmission]) -> Iterable[Option]:
    # The one that the rule gives: any other is refused.
    outcome = ruled(where.state)
    if outcome is not None:
        yield Option(outcome, said(OUTCOMES[outcome]))


def _chairs_of_the_asker(where: Anywhere) -> Iterable[Option]:
    table = where.state.on_the_table
    for seat in table.body.seats if table is not None else ():
        if table is not None and seat.key == table.body.chair and seat.person == where.asker.id:
            yield Option(seat.key, seat_in(table.body.key, seat))


# --- what lies before a body, and what it decided ---


class ReviseASubmission(LookingAct[OfSubmission, NewRevision]):
    commands = (ReviseSubmission,)
    title = N_("Change what lies before a body")
    button = N_("Change it")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        table, state = where.state.on_the_table, where.state
        if table is None or table.submission.cover_note is None:
            return
        if table.submission.meeting is None or not the_ballot_is_over(state):
            yield _possible(table)

    def choices(self) -> Mapping[str, Choices[OfSubmission]]:
        return {
            "submission_hash": _hash,
            "sections": options.sections,
            "response_memos.consultation": _memos,
        }

    def probes(self, where: Where[OfSubmission]) -> Iterable[Mapping[str, object]]:
        number = where.about.submission
        # Its texts are for the office and the kwartiermaker, the plan's sections for whoever drafts.
        return ({"submission": number}, {"submission": number, "sections": {}})

    async def look(self, asked: Asked[OfSubmission, NewRevision], sight: Sight) -> AnyRequest:
        number, form = asked.about.submission, asked.form
        # Read before the command is made: when somebody revises it in between, its hash is another, and the
        # rule refuses.
        before = await revision.current(sight)

        def make(writing: Writing) -> ReviseSubmission:
            return revision.command(number, form, before, writing)

        return CommandRequest(ReviseSubmission, make, form, about={"submission": number})


def _memos(where: Where[OfSubmission]) -> Iterable[Option]:
    submission = where.state.sign_off.submission
    for number in submission.memos if submission is not None else ():
        yield Option(number, by_number(N_("the response memo on consultation {number}"), number))


class CorrectADecision(Act[OfDecision, NewCorrection]):
    commands = (CorrectDecision,)
    title = N_("Put right what was written about a decision")
    button = N_("Add the correction")

    def among(self, where: Where[OfProgramme]) -> Iterable[Possible]:
        for number, decision in enumerate(where.state.sign_off.decisions, start=1):
            yield Possible(OfDecision(decision=number), _decided(decision))

    def make(self, asked: Asked[OfDecision, NewCorrection]) -> AnyRequest:
        number, form = asked.about.decision, asked.form

        def make(writing: Writing) -> CorrectDecision:
            return CorrectDecision(**writing.stamp, decision=number, correction=writing.text(form.correction))

        return CommandRequest(CorrectDecision, make, form, about={"decision": number})


def _decided(decision: Decision) -> Named:
    name = N_("{body}, {day}: {outcome}", "decision")
    name = name.having(day=decision.meeting, outcome=OUTCOMES[decision.outcome])
    return Named(name, {"body": Held("body", decision.body)})
