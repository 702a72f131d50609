"""What something is called that people choose: a message, parts of which are held elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from domain.blueprint.model import Blueprint
from domain.shared.messages import N_, Message, Value, verbatim
from service.reading import Sight
from store.consultation import sessions
from store.organisations import stakeholders
from store.people import people
from store.projects import projects

Kind = Literal[
    "person",
    "organisation",
    "text",
    "project",
    "session",
    "section",
    "body",
    "seat",
    "panel",
    "group",
    "principle",
]

LONGEST = 80
"""Of a text that something is called by; more of it does not help to recognise it."""


class Held(NamedTuple):
    """A part of a name: of what kind it is, and by which key it is found."""

    kind: Kind
    key: str


@dataclass(frozen=True)
class Named:
    """What something is called: `held` are the values of the message that are held elsewhere."""

    message: Message
    held: Mapping[str, Held] = field(default_factory=dict[str, Held])

    def having(self, found: Mapping[Held, Value]) -> Message:
        """What it is called, by what was `found` of what is held elsewhere; what is not there has its key."""
        return self.message.having(**{place: found.get(held, held.key) for place, held in self.held.items()})


def said(message: Message) -> Named:
    """Something that a message says all of."""
    return Named(message)


def called(kind: Kind, key: str) -> Named:
    """Something whose name is held elsewhere, and needs no words of ours."""
    return Named(verbatim(key), {"text": Held(kind, key)})


def on(day: date) -> Named:
    """A day, which is its own name in every language."""
    return Named(Message("{day}", values={"day": day}))


async def found_of(sight: Sight, names: Iterable[Named]) -> Mapping[Held, Value]:
    """What is held elsewhere of all these names, looked up at once."""
    return await _found(sight, {held for name in names for held in name.held.values()})


async def _found(sight: Sight, held: Iterable[Held]) -> Mapping[Held, Value]:
    by_kind: dict[Kind, list[Held]] = {}
    for one in held:
        by_kind.setdefault(one.kind, []).append(one)
    found: dict[Held, Value] = {}
    if them := by_kind.pop("person", []):
        names = await people.names(sight.connection, sight.slug, [one.key for one in them])
        found |= {one: names[one.key] for one in them if one.key in names}
    if them := by_kind.pop("organisation", []):
        known = await stakeholders.find(sight.connection, sight.slug, [one.key for one in them])
        found |= {one: known[one.key].name for one in them if one.key in known}
    titles = {one: one.key for one in by_kind.pop("text", [])}
    if them := by_kind.pop("project", []):
        listed = {str(one.number): one for one in await projects.page(sight.connection, sight.slug)}
        titles |= {one: listed[one.key].title.id for one in them if one.key in listed}
    if them := by_kind.pop("session", []):
        planned = {str(one.number): one for one in await sessions.all_of(sight.connection, sight.slug)}
        titles |= {one: planned[one.key].title.id for one in them if one.key in planned}
    if titles:
        texts = await sight.texts(*titles.values())
        found |= {one: _short(texts[id_]) for one, id_ in titles.items() if id_ in texts}
    if by_kind:
        titled = _titles(await sight.blueprint())
        found |= {one: titled[one] for them in by_kind.values() for one in them if one in titled}
    return found


def _titles(blueprint: Blueprint) -> Mapping[Held, Value]:
    """What the blueprint calls the things in it."""
    definition, bodies = blueprint.definition, blueprint.sign_off.bodies
    found: dict[Held, Value] = {Held("section", one.key): one.title for one in definition.sections}
    found |= {Held("group", one.key): one.title for one in definition.groups}
    found |= {Held("principle", one.key): one.title for one in definition.principles}
    found |= {Held("body", one.key): one.title for one in bodies}
    found |= {Held("panel", seat.key): seat.title for seat in definition.panel if seat.title}
    found |= {
        Held("seat", f"{body.key}/{seat.key}"): seat.title or seat.key
        for body in bodies
        for seat in body.seats
    }
    return found


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


# --- what several subjects choose from ---


def by_number(message: Message, number: int) -> Named:
    """Something known by its number."""
    return said(message.having(number=str(number)))


VERSION = N_("version {number}")
CONSULTATION = N_("consultation {number}")
SUBMISSION = N_("submission {number}")
