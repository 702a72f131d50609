"""Casting a ballot: who may vote, about which text, and what goes with each choice."""

from datetime import date

from domain.bodies.own_work import must_not_pass_own_work
from domain.bodies.voters import must_not_overrule_the_member, must_represent, voter
from domain.register.events import Event
from domain.shared.conditions import AskedCondition, SetCondition
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.rules import BodyRules
from domain.shared.texts import TextRef
from domain.sign_off.ballot import may_send_back, the_ballot_is_over
from domain.sign_off.submissions import must_be_the_current, must_have_been_made
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.own_work import must_not_be_own_work
from domain.state.programme_state import OnTheTable, ProgrammeState, Vote
from domain.state.roles import Asker, Part
from domain.voting import outcome
from domain.voting.tally import Choice


class CastBallot(Command):
    phase = "sign_off"
    submission: int
    submission_hash: str
    seat: str
    choice: Choice
    reason: TextRef
    conditions: tuple[AskedCondition, ...] = ()

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        # Before who may vote: whoever mistypes a number should not have to doubt their seat.
        must_have_been_made(self.submission, state)
        return voter(asker, state, self.seat)


class BallotCast(Event):
    """A vote. Where a substitute cast it, `for_person` holds the seat and `mandate` is what let them.

    There is no mandate where the blueprint names the substitute.
    """

    submission: int
    submission_hash: str
    seat: str
    choice: Choice
    reason: TextRef
    conditions: tuple[AskedCondition, ...] = ()
    for_person: str | None = None
    mandate: int | None = None


class NoOpenBallot(Refusal):
    title = N_("No ballot is open")
    sentence = N_("No ballot is open; it opens when the submission is on an agenda.")
    advice = N_("It opens when the submission is on an agenda.")


class ChoiceDoesNotFit(Refusal):
    title = N_("The body's rule does not know this choice")
    sentence = N_("The rule of this body does not know {choice}; choose from {choices}.")
    advice = N_(
        "`details.choices` lists those it knows: by consent one objects; who ratifies sets no conditions."
    )
    choice: Choice
    choices: tuple[Choice, ...]


class ObjectionWithoutReason(Refusal):
    title = N_("The objection has no reason")
    sentence = N_("An objection says why: give its reason.")
    advice = N_("Say why you object.")


class SentBackTooOften(Refusal):
    title = N_("It cannot be sent back any more")
    sentence = N_(
        "This plan has been sent back as often as the blueprint allows; approve, reject or abstain."
    )
    advice = N_("Approve, reject or abstain; `details.max_sent_back` is the limit.")
    max_sent_back: int


class ConditionsDoNotFit(Refusal):
    title = N_("Conditions and vote do not fit")
    sentence = N_("Conditions belong to a for_with_conditions vote, which needs at least one.")
    advice = N_("Name conditions with a for_with_conditions vote, and only there.")


@decide.register
def _(command: CastBallot, state: ProgrammeState, today: date) -> list[Event]:
    # First: with no ballot open, any other reason to refuse would send somebody the wrong way.
    submission, body = _open_ballot(state)
    represents = must_represent(command.actor.person, command.seat, body, state, today)
    must_be_the_current(command.submission, command.submission_hash, submission)
    if represents is None:
        must_not_be_own_work(command.actor, state)
    else:
        must_not_pass_own_work(command.actor.person, represents.holder, body.key, state, today)
        must_not_overrule_the_member(submission.votes.get(command.seat))
    _must_fit(command, body, state)
    return [
        BallotCast(
            submission=submission.number,
            submission_hash=submission.hash,
            seat=command.seat,
            choice=command.choice,
            reason=command.reason,
            conditions=command.conditions,
            for_person=represents.holder if represents else None,
            mandate=represents.mandate if represents else None,
        )
    ]


def _open_ballot(state: ProgrammeState) -> OnTheTable:
    table = state.on_the_table
    if table is None or the_ballot_is_over(state):
        raise NoOpenBallot
    return table


def _must_fit(command: CastBallot, body: BodyRules, state: ProgrammeState) -> None:
    """Raise `Refusal` unless the body's rule knows the choice, and it has what goes with it."""
    if command.choice not in (known := outcome.choices(body)):
        raise ChoiceDoesNotFit(choice=command.choice, choices=known)
    if command.choice == "objection" and command.reason.is_empty:
        raise ObjectionWithoutReason
    if command.choice == "send_back" and not may_send_back(state):
        raise SentBackTooOften(max_sent_back=state.rules.sign_off.max_sent_back)
    if (command.choice == "for_with_conditions") != bool(command.conditions):
        raise ConditionsDoNotFit


@apply.register
def _(event: BallotCast, state: ProgrammeState, today: date) -> ProgrammeState:
    # A condition is known by its place in the vote: whoever votes anew sets others, and these are gone.
    conditions = tuple(
        SetCondition(**asked.model_dump(), key=f"{event.submission}-{event.seat}-{n}", seat=event.seat)
        for n, asked in enumerate(event.conditions, start=1)
    )
    vote = Vote(
        choice=event.choice,
        reason=event.reason,
        conditions=conditions,
        mandate=event.mandate,
        for_person=event.for_person,
    )
    return state.with_submission(votes=state.sign_off.current.votes | {event.seat: vote})
