"""What somebody may ask of a programme now, by the rules that will be asked when they do: there is no table.

The resolver of each command says who may (`Command.part`), the phase says when, and the act what it can be
about where the programme stands.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from domain.shared.messages import N_
from domain.shared.refusals import Refusal
from domain.state.commands import Command
from domain.state.judge import must_be_its_time
from domain.state.programme_state import ProgrammeState
from domain.state.roles import Asker
from service.asking.acts import Act, OfProgramme, Possible, Where, by_name


@dataclass(frozen=True)
class Allowed:
    """An act that somebody may ask now, and each thing that it can be about."""

    act: Act[Any, Any]
    where: Where[OfProgramme]
    about: Sequence[Possible]

    def at(self, possible: Possible) -> Where[Any]:
        """Where they would do it, about one of those."""
        return replace(self.where, about=possible.about)


def possible(
    state: ProgrammeState, asker: Asker, today: date, among: Collection[Act[Any, Any]] | None = None
) -> Iterator[Allowed]:
    """The acts that `asker` may ask today, of all or those `among`; first those that belong to the phase."""
    where = Where(state.on(today), asker, today, OfProgramme())
    acts = by_name().values() if among is None else among
    for act in sorted(acts, key=lambda act: act.commands[0].phase is None):
        about = [one for one in _about(act, where) if _may(act, replace(where, about=one.about))]
        if about:
            yield Allowed(act, where, about)


class NothingToDo(Refusal):
    title = N_("There is nothing to do here now")
    sentence = N_("There is nothing that this could be about at this moment.")
    advice = N_("Look at the programme: it says what waits, and what you can do.")


def must_be_possible(act: Act[Any, Any], state: ProgrammeState, asker: Asker, today: date) -> None:
    """Raise what the rules say to whoever cannot ask `act` today."""
    where = Where(state.on(today), asker, today, OfProgramme())
    for command in act.commands:
        must_be_its_time(command, where.state)
    about = [one.about for one in act.among(where)]
    for probe in (fields for each in about for fields in act.probes(replace(where, about=each))):
        for command in act.commands:
            command.model_construct(None, **probe).part(asker, where.state)
    raise NothingToDo


def clock(state: ProgrammeState) -> datetime:
    """The moment it is for a programme: its own clock may run ahead in development, and never goes back."""
    now = datetime.now(UTC)
    return now if state.at is None else max(now, state.at)


def _about(act: Act[Any, Any], where: Where[OfProgramme]) -> Iterable[Possible]:
    return act.among(where) if any(_is_its_time(c, where.state) for c in act.commands) else ()


def _is_its_time(command: type[Command], state: ProgrammeState) -> bool:
    try:
        must_be_its_time(command, state)
    except Refusal:
        return False
    return True


def _may(act: Act[Any, Any], where: Where[Any]) -> bool:
    """Whether the resolver of one of its commands lets them, whichever of its probes they would send."""
    return any(
        _lets(command.model_construct(None, **fields), where)
        for command in act.commands
        for fields in act.probes(where)
    )


def _lets(command: Command, where: Where[Any]) -> bool:
    try:
        command.part(where.asker, where.state)
    except Refusal:
        return False
    return True
