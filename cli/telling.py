"""How an event is told, and what the people and bodies in it are called; the sentences register here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any, Self

from cli.words import Words
from domain.register.events import Event

ID_SHOWN = 8
"""How many characters of a person's id are enough to tell two people apart."""


@dataclass(frozen=True)
class Names:
    """What people (by id), bodies, groups and seats (by key) are called; what is unknown keeps its key."""

    people: Mapping[str, str] = field(default_factory=dict[str, str])
    bodies: Mapping[str, str] = field(default_factory=dict[str, str])
    groups: Mapping[str, str] = field(default_factory=dict[str, str])
    seats: Mapping[str, str] = field(default_factory=dict[str, str])
    principles: Mapping[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, blueprint: Mapping[str, Any], people: Mapping[str, str]) -> Self:
        """The names that `blueprint` (in its JSON form) gives, and those of `people` by their ids."""
        definition, bodies = blueprint["definition"], blueprint["sign_off"]["bodies"]
        seats = [*definition["panel"], *(seat for body in bodies for seat in body["seats"])]
        return cls(
            people=people,
            bodies={body["key"]: body["title"] for body in bodies},
            groups={group["key"]: group["title"] for group in definition["groups"]},
            seats={seat["key"]: seat["title"] for seat in seats if seat["title"]},
            principles={p["key"]: p["title"] for p in definition["principles"]},
        )

    def person(self, id_: str) -> str:
        return self.people.get(id_, f"({id_[:ID_SHOWN]})")

    def body(self, key: str) -> str:
        return self.bodies.get(key, key)

    def group(self, key: str) -> str:
        return self.groups.get(key, key)

    def principle(self, key: str) -> str:
        return self.principles.get(key, key)

    def seat(self, key: str) -> str:
        return self.seats.get(key, key)


@singledispatch
def tell(event: Event, names: Names) -> Words:
    """The sentence about an event, whoever caused it."""
    raise NotImplementedError(f"there is no sentence for {type(event).__name__}")
