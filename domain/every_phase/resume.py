"""Resuming a programme: open deadlines move by the working days that were lost, meetings do not."""

from datetime import date

from domain.bodies import meetings
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.sign_off.ballot import the_ballot_is_over
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class Resume(Command):
    while_suspended = True
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class ProgrammeResumed(Event):
    """Work goes on; open deadlines moved by the `working_days` lost."""

    working_days: int
    reason: TextRef


class NotSuspended(Refusal):
    title = N_("The programme is not suspended")
    sentence = N_("The programme is not suspended.")
    advice = N_("There is nothing to resume.")


@decide.register
def _(command: Resume, state: ProgrammeState, today: date) -> list[Event]:
    if state.suspended_on is None:
        raise NotSuspended
    lost = state.rules.calendar.between(state.suspended_on, today)
    return [ProgrammeResumed(working_days=lost, reason=command.reason)]


@apply.register
def _(event: ProgrammeResumed, state: ProgrammeState, today: date) -> ProgrammeState:
    state = deadlines.move_all(state.model_copy(update={"suspended_on": None}), event.working_days)
    submission = state.sign_off.submission
    if submission is None or submission.meeting is None or the_ballot_is_over(state):
        return state
    # A meeting does not wait: one that was held meanwhile is missed, and the next eligible one is taken.
    return meetings.await_another_meeting(state, today) if submission.meeting < today else state
