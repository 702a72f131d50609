"""Asking the candidate whom the principal prefers: the programme does so by itself."""

from datetime import date

from domain.register.events import Event
from domain.state import deadlines
from domain.state.folding import apply
from domain.state.programme_state import ProgrammeState


class CandidateAsked(Event):
    person: str


def ask_the_next_candidate(state: ProgrammeState) -> list[Event]:
    """The first of those preferred, one at a time: whoever is asked has the assignment to refuse."""
    appointment = state.appointment
    # The kwartiermaker too: a preference that is left over must not offer an assignment that somebody has.
    if appointment.asked is not None or not appointment.preference or state.kwartiermaker is not None:
        return []
    return [CandidateAsked(person=appointment.preference[0])]


@apply.register
def _(event: CandidateAsked, state: ProgrammeState, today: date) -> ProgrammeState:
    state = state.with_appointment(state.appointment.model_copy(update={"asked": event.person}))
    return deadlines.begin(state, "accept", "candidate", state.rules.appointment.accept, today)
