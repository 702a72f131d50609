"""Withdrawing a mandate before its last day."""

from datetime import date

from domain.bodies.mandates import mandate_at, named, with_mandate
from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Forbidden, Refusal
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part, part


class WithdrawMandate(Command):
    mandate: int

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return giver_of(asker, state, self.mandate)


class MandateWithdrawn(Event):
    """The mandate holds no longer; a ballot that was cast under it stays."""

    mandate: int


class NotYourMandate(Forbidden):
    title = N_("This mandate is somebody else's")
    sentence = N_("Only whoever gave a mandate, or the office, withdraws it.")
    advice = N_("Ask who gave it, or the programme office.")


class MandateHasEnded(Refusal):
    title = N_("The mandate has ended already")
    sentence = N_("This mandate has ended already.")
    advice = N_("Nothing needs to be done.")
    mandate: int
    first_day: date
    last_day: date
    withdrawn_on: date | None


def giver_of(asker: Asker, state: ProgrammeState, mandate: int) -> Part:
    """Whoever's seats a mandate is for, or the office."""
    if mandate_at(mandate, state).holder == asker.id:
        return part(asker, "member")
    if not asker.of_the_office:
        raise NotYourMandate
    return part(asker, "office")


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
