"""What can happen in every phase: suspension, moved deadlines, a new kwartiermaker, withdrawal, time."""

from datetime import date

from domain.bodies import meetings
from domain.register.events import Event
from domain.shared.actors import Actor
from domain.shared.errors import Refusal
from domain.sign_off.ballot import the_ballot_is_over
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.people import must_be_principal, must_run_the_programme
from domain.state.programme_state import ProgrammeState
from domain.vocabulary.commands import MoveDeadline, ReplaceKwartiermaker, Resume, Suspend, Withdraw
from domain.vocabulary.events import (
    DeadlineMoved,
    DeadlinePassed,
    KwartiermakerReplaced,
    ProgrammeResumed,
    ProgrammeSuspended,
    ProgrammeWithdrawn,
    ReminderSent,
)


def withdraw_by_operator(state: ProgrammeState) -> list[Event]:
    """A run that is cancelled in Temporal is a withdrawal, and in the register like any other."""
    return [] if state.ending is not None else [ProgrammeWithdrawn()]


OPERATOR = Actor(person="", role="operator")


# --- what people decide ---


@decide.register
def _(command: Suspend, state: ProgrammeState, today: date) -> list[Event]:
    must_run_the_programme(command.actor, state)
    return [ProgrammeSuspended(reason=command.reason)]


@decide.register
def _(command: Resume, state: ProgrammeState, today: date) -> list[Event]:
    must_run_the_programme(command.actor, state)
    if state.suspended_on is None:
        raise Refusal("not_suspended", "The programme is not suspended.")
    lost = state.rules.calendar.between(state.suspended_on, today)
    return [ProgrammeResumed(working_days=lost, reason=command.reason)]


@decide.register
def _(command: MoveDeadline, state: ProgrammeState, today: date) -> list[Event]:
    must_run_the_programme(command.actor, state)
    if command.deadline not in state.deadlines:
        raise Refusal("no_such_deadline", "No such deadline is open.", {"open": sorted(state.deadlines)})
    if command.deadline in deadlines.FIXED:
        raise Refusal("meeting_does_not_move", "A body meets when it meets; plan another meeting instead.")
    if command.due < today:
        raise Refusal("day_is_over", "A deadline cannot move into the past.", {"today": today.isoformat()})
    before = state.deadlines[command.deadline].due
    return [
        DeadlineMoved(deadline=command.deadline, due_before=before, due=command.due, reason=command.reason)
    ]


@decide.register
def _(command: ReplaceKwartiermaker, state: ProgrammeState, today: date) -> list[Event]:
    must_be_principal(command.actor, state)
    if state.kwartiermaker is None:
        raise Refusal("no_kwartiermaker_yet", "There is no kwartiermaker yet; choose a candidate instead.")
    if command.person in {state.kwartiermaker, state.rules.principal}:
        raise Refusal("not_another_person", "Name another person than the kwartiermaker and the principal.")
    return [KwartiermakerReplaced(before=state.kwartiermaker, person=command.person, reason=command.reason)]


@decide.register
def _(command: Withdraw, state: ProgrammeState, today: date) -> list[Event]:
    must_be_principal(command.actor, state)
    return [ProgrammeWithdrawn(reason=command.reason)]


# --- what follows ---


@apply.register
def _(event: ReminderSent, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.change(state, event.deadline, reminded=event.nth)


@apply.register
def _(event: DeadlinePassed, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.change(state, event.deadline, passed=True)


@apply.register
def _(event: DeadlineMoved, state: ProgrammeState, today: date) -> ProgrammeState:
    return deadlines.change(state, event.deadline, due=event.due, reminded=0, passed=False, escalated=False)


@apply.register
def _(event: ProgrammeSuspended, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"suspended_on": today})


@apply.register
def _(event: ProgrammeResumed, state: ProgrammeState, today: date) -> ProgrammeState:
    state = deadlines.move_all(state.model_copy(update={"suspended_on": None}), event.working_days)
    table = state.on_the_table
    if table is None or table.submission.meeting is None or the_ballot_is_over(state):
        return state
    # A meeting does not wait: one that was held meanwhile is missed, and the next eligible one is taken.
    return meetings.await_another_meeting(state, today) if table.submission.meeting < today else state


@apply.register
def _(event: KwartiermakerReplaced, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"kwartiermaker": event.person})


@apply.register
def _(event: ProgrammeWithdrawn, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"ending": "withdrawn", "deadlines": {}, "suspended_on": None})
