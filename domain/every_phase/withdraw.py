"""Withdrawing a programme: the end of it, by its principal or by an operator who cancels its run."""

from collections.abc import Sequence
from datetime import date

from domain.register.events import Event
from domain.shared.actors import Actor
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.shared.texts import TextRef
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part

OPERATOR = Actor(person="", role="operator")


class Withdraw(Command):
    while_suspended = True
    reason: TextRef

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.principal(asker, state)


class ProgrammeWithdrawn(Event):
    """The end, by the principal or (without a written reason) by an operator who cancelled the run."""

    signed = True
    reason: TextRef | None = None
    signed_by: str = ""

    @property
    def by_operator(self) -> bool:
        return self.reason is None


class CancellingDoesNotWithdraw(Refusal):
    title = N_("Cancelling does not withdraw this programme")
    sentence = N_(
        "The run of this programme was cancelled in Temporal, which withdraws no programme here; it goes on."
    )
    advice = N_("Its principal can withdraw it; an operator is told of the cancelling.")


@decide.register
def _(command: Withdraw, state: ProgrammeState, today: date) -> list[Event]:
    return [ProgrammeWithdrawn(reason=command.reason)]


def withdraw_by_operator(state: ProgrammeState) -> list[Event]:
    """A run that is cancelled in Temporal is a withdrawal, and in the register like any other."""
    # Cancelling an ended run changes nothing: the register must not have two endings.
    return [] if state.ending is not None else [ProgrammeWithdrawn()]


def cancelling_withdraws(events: Sequence[Event]) -> bool:
    """Whether these events say that a cancelled run is a withdrawal."""
    return any(isinstance(event, ProgrammeWithdrawn) and event.by_operator for event in events)


@apply.register
def _(event: ProgrammeWithdrawn, state: ProgrammeState, today: date) -> ProgrammeState:
    # What has ended waits for nobody to resume it.
    return state.model_copy(update={"ending": "withdrawn", "deadlines": {}, "suspended_on": None})
