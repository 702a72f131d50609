"""What somebody may do now, with all that is in it by its name: for whoever shows it to people."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.shared.messages import Message
from domain.state.roles import Asker
from service.asking import naming
from service.asking.acts import About, Act, Option, Possible
from service.asking.naming import Named
from service.asking.possible import Allowed, clock, possible
from service.reading import Sight


@dataclass(frozen=True)
class NamedOption:
    """Something that can be chosen, and what it is called."""

    value: str | int
    name: Message


@dataclass(frozen=True)
class NamedPossible:
    """Something that an act can be about, by its name, and what its fields can be then."""

    about: About
    name: Message | None
    choices: Mapping[str, Sequence[NamedOption]]


@dataclass(frozen=True)
class Listed:
    """An act that somebody may do now."""

    act: Act[Any, Any]
    possible: Sequence[NamedPossible]


async def listed(sight: Sight, asker: Asker, among: Collection[Act[Any, Any]] | None = None) -> list[Listed]:
    """The acts that `asker` may do now in the programme that is looked at, of all or those `among`."""
    today = sight.state.rules.calendar.day_of(clock(sight.state))
    found = [
        (one, [_Chosen.of(one, about) for about in one.about])
        for one in possible(sight.state, asker, today, among)
    ]
    names = [name for _, chosen in found for each in chosen for name in each.names()]
    known = await naming.found_of(sight, names)
    return [Listed(one.act, [each.named(known) for each in chosen]) for one, chosen in found]


@dataclass(frozen=True)
class _Chosen:
    """Something that an act can be about, with what its fields can be then."""

    possible: Possible
    choices: Mapping[str, Sequence[Option]]

    @classmethod
    def of(cls, allowed: Allowed, possible: Possible) -> "_Chosen":
        where = allowed.at(possible)
        return cls(
            possible, {field: tuple(choices(where)) for field, choices in allowed.act.choices().items()}
        )

    def names(self) -> Iterator[Named]:
        if self.possible.name is not None:
            yield self.possible.name
        yield from (option.name for options in self.choices.values() for option in options)

    def named(self, found: Mapping[naming.Held, Any]) -> NamedPossible:
        name = self.possible.name
        return NamedPossible(
            about=self.possible.about,
            name=None if name is None else name.having(found),
            choices={field: _named(options, found) for field, options in self.choices.items()},
        )


def _named(options: Iterable[Option], found: Mapping[naming.Held, Any]) -> list[NamedOption]:
    return [NamedOption(option.value, option.name.having(found)) for option in options]
