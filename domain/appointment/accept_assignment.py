"""Accepting the assignment: the kwartiermaker's term begins, and with it the definition phase."""

from datetime import date

from domain.appointment.asked_candidate import candidate, must_be_asked
from domain.appointment.candidates import with_candidate
from domain.register.events import Event
from domain.state import deadlines
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class AcceptAssignment(Command):
    phase = "appointment"

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return candidate(asker, state)


class AssignmentAccepted(Event):
    person: str
    term_from: date
    term_to: date


@decide.register
def _(command: AcceptAssignment, state: ProgrammeState, today: date) -> list[Event]:
    must_be_asked(command.actor.person, state)
    term_to = state.rules.calendar.add(today, state.rules.appointment.term_working_days)
    # The days are in the event, not derived when folding: the register says for how long the assignment was
    # taken, whatever a later version would count.
    return [AssignmentAccepted(person=command.actor.person, term_from=today, term_to=term_to)]


@apply.register
def _(event: AssignmentAccepted, state: ProgrammeState, today: date) -> ProgrammeState:
    state = with_candidate(state, event.person, "accepted")
    # Nobody else is to be asked by the programme itself: those next in line were preferred only in case of a
    # no.
    nobody = state.appointment.model_copy(update={"preference": (), "asked": None})
    state = state.with_appointment(nobody).model_copy(
        update={"kwartiermaker": event.person, "phase": "definition"}
    )
    state = deadlines.end(state, "nominate", "choose", "accept")
    return deadlines.begin_on(state, "term", "kwartiermaker", event.term_to, ())
