"""The approval of the programme: final once every body has agreed and every condition is met."""

from datetime import date

from domain.register.events import Event
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class ProgrammeApproved(Event):
    version: int
    hash: str


def approve_the_programme(state: ProgrammeState) -> list[Event]:
    """The approval of the version that was before the last body; none while anything is to be decided."""
    submitted = state.definition.submitted
    # One that lapsed counts, too: the body that set it decides again first.
    open_conditions = [c for c in state.conditions.values() if not c.met]
    if state.ending is not None or state.body is not None or open_conditions or submitted is None:
        return []
    return [ProgrammeApproved(version=submitted.number, hash=submitted.hash)]


@apply.register
def _(event: ProgrammeApproved, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.with_ending("approved")
