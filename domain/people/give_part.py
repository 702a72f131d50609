"""Giving a part: somebody comes into the programme office, on behalf of which they act from then on."""

from datetime import date

from domain.people.parts import GivenPart, office_before
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part, part


class GivePart(Command):
    """Let `person` be in a part of the programme from now on; `office` is who is of it by now."""

    # Whoever should resume a programme may have left.
    while_suspended = True
    given: GivenPart
    person: str
    reason: TextRef
    office: tuple[str, ...]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        found = giver_of_parts(asker, state)
        roles.must_be_for_another(asker, self.person, state)
        return found


class PartGiven(Event):
    """From now on `person` is in the part `given`, so that the programme office is `office`."""

    given: GivenPart
    person: str
    reason: TextRef
    office: tuple[str, ...]


class HasPartAlready(Refusal):
    title = N_("They have this part already")
    sentence = N_("This person is in that part already.")
    advice = N_("Nothing needs to be done.")


def giver_of_parts(asker: Asker, state: ProgrammeState) -> Part:
    """The office or the principal; whoever runs Kwartier only while a programme has no office at all."""
    if asker.operates and asker.id != state.principal and not state.office:
        return part(asker, "administrator")
    return roles.office_or_principal(asker, state)


@decide.register
def _(command: GivePart, state: ProgrammeState, today: date) -> list[Event]:
    before = office_before(command.office, state)
    if command.person in before:
        raise HasPartAlready
    after = (*before, command.person)
    return [PartGiven(given=command.given, person=command.person, reason=command.reason, office=after)]


@apply.register
def _(event: PartGiven, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.with_office(event.office)
