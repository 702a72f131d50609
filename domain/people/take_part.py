"""Taking a part: somebody is of the programme office no longer."""

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
from domain.state.roles import Asker, Part


class TakePart(Command):
    """Let `person` be in a part of the programme no longer; `office` is who is of it by now."""

    while_suspended = True
    taken: GivenPart
    person: str
    reason: TextRef
    office: tuple[str, ...]

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class PartTaken(Event):
    """From now on `person` is in the part `taken` no longer, so that the programme office is `office`."""

    taken: GivenPart
    person: str
    reason: TextRef
    office: tuple[str, ...]


class HasNoSuchPart(Refusal):
    title = N_("They do not have this part")
    sentence = N_("This person is not in that part.")
    advice = N_("`kwartier parts list` says who is in which part.")


class LastOfTheOffice(Refusal):
    title = N_("Nobody would be left in the programme office")
    sentence = N_("This person is the last of the programme office: without it nobody could go on.")
    advice = N_("Give the part to somebody else first.")


@decide.register
def _(command: TakePart, state: ProgrammeState, today: date) -> list[Event]:
    before = office_before(command.office, state)
    if command.person not in before:
        raise HasNoSuchPart
    after = tuple(person for person in before if person != command.person)
    if not after:
        raise LastOfTheOffice
    return [PartTaken(taken=command.taken, person=command.person, reason=command.reason, office=after)]


@apply.register
def _(event: PartTaken, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.with_office(event.office)
