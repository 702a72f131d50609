"""Withdrawing a mandate before its last day."""

from datetime import date

from domain.bodies.mandates import mandate_at, named, with_mandate
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part, part


class WithdrawMandate(Command):
    mandate: int

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return whose_mandate(asker, state, self.mandate)


class MandateWithdrawn(Event):
    """The mandate holds no longer; a ballot that was cast under it stays."""

    mandate: int


class NotYourMandate(Forbidden):
    title = N_("This mandate is somebody else's")
    sentence = N_("Only whose seats a mandate is for, who votes by it, or the office, withdraws it.")
    advice = N_("Ask one of them.")


class MandateHasEnded(Refusal):
    title = N_("The mandate has ended already")
    sentence = N_("This mandate has ended already.")
    advice = N_("Nothing needs to be done.")
    mandate: int
    first_day: date
    last_day: date
    withdrawn_on: date | None


def whose_mandate(asker: Asker, state: ProgrammeState, number: int) -> Part:
    """Whose seats a mandate is for, whoever votes by it and refuses to, or the office."""
    mandate = mandate_at(number, state)
    if mandate.holder == asker.id:
        return part(asker, "member")
    if roles.is_of_the_office(asker, state):
        return part(asker, "office")
    if mandate.person == asker.id:
        return part(asker, "substitute")
    raise NotYourMandate


@decide.register
def _(command: WithdrawMandate, state: ProgrammeState, today: date) -> list[Event]:
    mandate = mandate_at(command.mandate, state)
    if mandate.withdrawn_on is not None or mandate.last_day < today:
        raise MandateHasEnded(**named(mandate))
    return [MandateWithdrawn(mandate=mandate.number)]


@apply.register
def _(event: MandateWithdrawn, state: ProgrammeState, today: date) -> ProgrammeState:
    # A ballot that was cast stays: it was lawful on its day, and who regrets it votes themselves. Otherwise
    # a vote could be undone, once it is known how others vote, by ending what it was cast under.
    mandate = state.sign_off.mandates[event.mandate]
    return with_mandate(state, mandate.model_copy(update={"withdrawn_on": today}))
