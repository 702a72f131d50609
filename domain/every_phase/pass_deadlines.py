"""A deadline passes: the programme says so, and who hears that somebody is late."""

from datetime import date, datetime

from domain.register.events import Event
from domain.shared.actors import Role
from domain.state import deadlines
from domain.state.deadlines import CONDITION, ESTABLISH, JUDGING, Passing
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState

ESCALATES_TO: dict[str, Role] = {
    "office": "principal",
    "principal": "office",
    "candidate": "principal",
    "kwartiermaker": "principal",
    "panel": "principal",
}
"""Who hears that somebody is late; a consultation or meeting that ends on its day is not late."""


class DeadlinePassed(Event):
    deadline: str
    due: date
    escalated_to: Role | None = None


def pass_due(state: ProgrammeState, now: datetime) -> list[Event]:
    """An entry for every deadline that has passed by `now`, with who hears of it."""
    return [
        DeadlinePassed(
            deadline=moment.deadline,
            due=state.deadlines[moment.deadline].due,
            escalated_to=_hears(state, moment.deadline),
        )
        for moment in deadlines.due_moments(state, now)
        if isinstance(moment.what, Passing)
    ]


def _hears(state: ProgrammeState, key: str) -> Role | None:
    # Members who let their meeting pass are not late; a chair who leaves an outcome lying is, and a judge.
    if key == ESTABLISH or key.startswith(JUDGING):
        return "office"
    condition = state.conditions.get(key.removeprefix(CONDITION)) if key.startswith(CONDITION) else None
    if condition is not None and condition.evidence is not None:
        # Its owner was in time: it waits for whoever judges it.
        return "judge"
    return ESCALATES_TO.get(state.deadlines[key].role)


@apply.register
def _(event: DeadlinePassed, state: ProgrammeState, today: date) -> ProgrammeState:
    # It stays open: what it waited for may still come, and until then the programme shows as late.
    return deadlines.change(state, event.deadline, passed=True)
