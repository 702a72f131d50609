"""Moving an open deadline to another day, with a reason."""

from datetime import date

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.deadlines import DayIsOver
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class MoveDeadline(Command):
    deadline: str
    due: date
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class DeadlineMoved(Event):
    deadline: str
    due_before: date
    due: date
    reason: TextRef


class NoSuchDeadline(Refusal):
    title = N_("No such deadline is open")
    sentence = N_("No such deadline is open.")
    advice = N_("`details.open` lists those that are.")
    open: tuple[str, ...]


class MeetingDoesNotMove(Refusal):
    title = N_("A meeting does not move")
    sentence = N_("A body meets when it meets; plan another meeting instead.")
    advice = N_("Plan another meeting instead.")


class DeadlineIntoThePast(DayIsOver):
    sentence = N_("A deadline cannot move into the past.")


@decide.register
def _(command: MoveDeadline, state: ProgrammeState, today: date) -> list[Event]:
    if command.deadline not in state.deadlines:
        raise NoSuchDeadline(open=tuple(sorted(state.deadlines)))
    if command.deadline in deadlines.FIXED:
        raise MeetingDoesNotMove
    # Today is allowed: it ends at midnight, so that there is still time to act.
    if command.due < today:
        raise DeadlineIntoThePast(today=today)
    before = state.deadlines[command.deadline].due
    return [
        DeadlineMoved(deadline=command.deadline, due_before=before, due=command.due, reason=command.reason)
    ]


@apply.register
def _(event: DeadlineMoved, state: ProgrammeState, today: date) -> ProgrammeState:
    # Its reminders begin anew: who was reminded of a day that no longer holds was not reminded of this one.
    return deadlines.change(state, event.deadline, due=event.due, reminded=0, passed=False, escalated=False)
