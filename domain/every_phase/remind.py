"""A reminder, before a deadline passes."""

from datetime import date

from domain.register.events import Event
from domain.shared.actors import Role
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class ReminderSent(Event):
    """`nth` reminder about a deadline, to `count` addressees who have not answered."""

    deadline: str
    nth: int
    to: Role
    count: int


@apply.register
def _(event: ReminderSent, state: ProgrammeState, today: date) -> ProgrammeState:
    # The number, not one more: where reminders were passed over, those are not to come any more.
    return deadlines.change(state, event.deadline, reminded=event.nth)
