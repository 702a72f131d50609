"""Undoing an identity: an account is a person of the programme no longer, who gets a new link."""

from datetime import date

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


class UndoIdentity(Command):
    """Let the account that `person` bound be them no longer; they bind one anew by a letter."""

    # A stranger who got hold of a link is not to act until somebody resumes the programme.
    while_suspended = True
    person: str
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)


class IdentityUndone(Event):
    """The account that `person` had bound is them no longer."""

    person: str
    reason: TextRef


class NoAccountIsBound(Refusal):
    title = N_("This person has bound no account")
    sentence = N_("No account is bound to this person by a link.")
    advice = N_(
        "Nothing needs to be undone. Who was named by a subject keeps it; give the part to another subject."
    )


@decide.register
def _(command: UndoIdentity, state: ProgrammeState, today: date) -> list[Event]:
    if command.person not in state.identities:
        raise NoAccountIsBound
    return [IdentityUndone(person=command.person, reason=command.reason)]


@apply.register
def _(event: IdentityUndone, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.with_identities(
        {person: known for person, known in state.identities.items() if person != event.person}
    )
