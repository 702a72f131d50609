"""What a command causes, after what holds for every command.

Each command's module registers its rule with `decide`.
"""

from datetime import date
from functools import singledispatch

from domain.register.events import Event
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.commands import Command
from domain.state.programme_state import Ending, Phase, ProgrammeState
from domain.state.roles import Asker


class ProgrammeEnded(Refusal):
    title = N_("The programme has ended")
    sentence = N_("The programme has ended: {ending}.")
    advice = N_("`details.ending` says how.")
    ending: Ending


class Suspended(Refusal):
    title = N_("The programme is suspended")
    sentence = N_("The programme is suspended; it can be resumed, withdrawn, or get another kwartiermaker.")
    advice = N_("Resume it first; withdrawing or another kwartiermaker is possible.")
    suspended_on: date | None = None
    """None where only PostgreSQL was asked, which knows no day."""


class NotInThisPhase(Refusal):
    title = N_("Not possible in this phase")
    sentence = N_("This is not possible in the phase {phase}.")
    advice = N_("`details.phase` is the phase the programme is in.")
    phase: Phase


class OfAnotherPhase(NotInThisPhase):
    sentence = N_("This belongs to the phase {belongs_to}; the programme is in the phase {phase}.")
    belongs_to: Phase


class UnknownInThisPhase(NotInThisPhase):
    sentence = N_("{update} is not possible in the phase {phase}.")
    update: str


@singledispatch
def decide(command: Command, state: ProgrammeState, today: date) -> list[Event]:
    """The events that `command` causes. Raises `Refusal` when the rule says no."""
    raise NotImplementedError(f"no rule for {type(command).__name__}")


def judge(command: Command, state: ProgrammeState, today: date) -> list[Event]:
    """The events `command` causes, after what holds for every command. Raises `Refusal`."""
    state = state.on(today)
    must_be_its_time(type(command), state)
    # Whatever a token said when it was sent: identity is checked where the rule is.
    command.part(Asker.of(command.actor), state)
    return decide(command, state, today)


def must_be_its_time(command: type[Command], state: ProgrammeState) -> None:
    """Raise `Refusal` unless the phase knows `command`, and the programme goes on as far as that needs."""
    phase = state.phase if state.phase in command.also_in else command.phase
    must_be_under_way(state, phase, suspended=command.while_suspended)


def must_be_under_way(state: ProgrammeState, phase: Phase | None, *, suspended: bool = False) -> None:
    """Raise `Refusal` unless the programme is in `phase` (any when it is None) and not suspended.

    What may be done while `suspended` says so.
    """
    # In this order: what lasts longest is what people should hear first.
    if state.ending is not None:
        raise ProgrammeEnded(ending=state.ending)
    if state.suspended_on is not None and not suspended:
        raise Suspended(suspended_on=state.suspended_on)
    if phase is not None and phase != state.phase:
        raise OfAnotherPhase(phase=state.phase, belongs_to=phase)
