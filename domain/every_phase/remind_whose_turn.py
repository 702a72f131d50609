"""Reminding those whose turn it is, because somebody asks for it: at most once a day."""

from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import Field

from domain.every_phase.turns import Turn, TurnCode, turns
from domain.register.events import Event
from domain.shared.actors import Role
from domain.shared.base import Tolerant
from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state import roles
from domain.state.commands import Command
from domain.state.folding import apply
from domain.state.judge import decide
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker, Part


class RemindWhoseTurn(Command):
    """Remind everybody whose turn it is; `silent` organisations have not answered the round that is open."""

    silent: int = Field(default=0, ge=0)

    def part(self, asker: Asker, state: ProgrammeState) -> Part:
        return roles.office_or_principal(asker, state)

    # Counted in PostgreSQL once the request is read: the count is no part of what was asked.
    def of_so_many(self, silent: int) -> "RemindWhoseTurn":
        """The same, with how many organisations are silent."""
        return self.model_copy(update={"silent": silent})


class RemindedTurn(Tolerant):
    """A turn that somebody is reminded of: what tells it from others, and the deadline that runs for it."""

    code: TurnCode
    role: Role
    about: str = ""
    deadline: str | None = None

    @property
    def key(self) -> str:
        return f"{self.code}/{self.about}" if self.about else self.code


class TurnsReminded(Event):
    """Those whose turn it is are reminded: `count` people and organisations, each of what waits for them."""

    turns: tuple[RemindedTurn, ...]
    count: int


class NobodysTurn(Refusal):
    title = N_("It is nobody's turn")
    sentence = N_("Nothing waits for anybody at this moment whom a letter could remind.")
    advice = N_("Nothing needs to be done.")


class RemindedToday(Refusal):
    title = N_("They were reminded today")
    sentence = N_("Whose turn it is was reminded today already; that is done at most once a day.")
    advice = N_("Wait until tomorrow, or speak to them.")


def reminded(state: ProgrammeState, *, silent: bool) -> Sequence[Turn]:
    """The turns of which somebody can be reminded now; those of organisations where some are `silent`."""
    return tuple(_reminded(state, silent=silent))


def _reminded(state: ProgrammeState, *, silent: bool) -> Iterator[Turn]:
    for turn in turns(state):
        if turn.code == "contribute":
            # Before the round is open nobody can answer, and no letter about it makes sense.
            held = state.definition.consultation
            if silent and held is not None and held.is_open:
                yield turn
        elif turn.role != "programme" and turn.people:
            yield turn


@decide.register
def _(command: RemindWhoseTurn, state: ProgrammeState, today: date) -> list[Event]:
    found = reminded(state, silent=command.silent > 0)
    if not found:
        raise NobodysTurn
    if state.reminded_on == today:
        raise RemindedToday
    people = {person for turn in found for person in turn.people}
    silent = command.silent if any(turn.code == "contribute" for turn in found) else 0
    return [
        TurnsReminded(
            turns=tuple(
                RemindedTurn(code=turn.code, role=turn.role, about=turn.about, deadline=turn.deadline)
                for turn in found
            ),
            count=len(people) + silent,
        )
    ]


@apply.register
def _(event: TurnsReminded, state: ProgrammeState, today: date) -> ProgrammeState:
    return state.model_copy(update={"reminded_on": today})
