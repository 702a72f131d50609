"""Nominating a candidate, with the interests they declared."""

from datetime import date

from domain.appointment.candidates import candidates_are_nominated, with_candidate
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import deadlines, roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.own_work import OwnWork
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class Nominate(Command):
    phase = "appointment"
    person: str
    interests: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office(asker, state)


class CandidateNominated(Event):
    person: str
    interests: TextRef


class AlreadyNominated(Refusal):
    title = N_("Nominated already")
    sentence = N_("This candidate has been nominated already; nominate another one.")
    advice = N_("Nominate another candidate.")


class PrincipalAsCandidate(OwnWork):
    sentence = N_("The principal commissions the kwartiermaker and cannot be a candidate.")


class ComingPrincipalAsCandidate(OwnWork):
    sentence = N_(
        "Whoever will be the principal answers for the kwartiermaker then, and cannot be a candidate."
    )


@decide.register
def _(command: Nominate, state: ProgrammeState, today: date) -> list[Event]:
    # Also one who declined: whoever wants to ask them again must find out why first, outside the register.
    if command.person in state.appointment.candidates:
        raise AlreadyNominated
    if command.person == state.principal:
        raise PrincipalAsCandidate
    if command.person in state.coming_principals:
        raise ComingPrincipalAsCandidate
    return [CandidateNominated(person=command.person, interests=command.interests)]


@apply.register
def _(event: CandidateNominated, state: ProgrammeState, today: date) -> ProgrammeState:
    had_candidates = candidates_are_nominated(state)
    state = deadlines.end(with_candidate(state, event.person, "nominated"), "nominate")
    if had_candidates or state.appointment.asked is not None:
        # The principal's time runs already; another candidate does not lengthen it.
        return state
    return deadlines.begin(state, "choose", "principal", state.rules.appointment.choose, today)
