"""Declining the assignment, with a reason: the next of those preferred is asked, or the search goes on."""

from datetime import date

from domain.appointment.asked_candidate import candidate, must_be_asked
from domain.appointment.candidates import candidates_are_nominated, with_candidate
from domain.register.events import Event
from domain.shared.texts import TextRef
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class DeclineAssignment(Command):
    phase = "appointment"
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return candidate(asker, state)


class CandidateDeclined(Event):
    person: str
    reason: TextRef


@decide.register
def _(command: DeclineAssignment, state: ProgrammeState, today: date) -> list[Event]:
    must_be_asked(command.actor.person, state)
    return [CandidateDeclined(person=command.actor.person, reason=command.reason)]


@apply.register
def _(event: CandidateDeclined, state: ProgrammeState, today: date) -> ProgrammeState:
    state = with_candidate(state, event.person, "declined")
    # The rest of the preference stands: whoever is next is asked without another choice of the principal.
    preference = tuple(person for person in state.appointment.preference if person != event.person)
    left = state.appointment.model_copy(update={"preference": preference, "asked": None})
    state = deadlines.end(state.with_appointment(left), "accept")
    if preference:
        return state
    # Whose turn it is when nobody is left to ask: the principal's while candidates stand, else the office's.
    if candidates_are_nominated(state):
        return deadlines.begin(state, "choose", "principal", state.rules.appointment.choose, today)
    return deadlines.begin(state, "nominate", "office", state.rules.appointment.nominate, today)
