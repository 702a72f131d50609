"""Finding what somebody means in a blueprint: by key, code or name, in whatever case."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple

from cli.errors import CommandError
from domain.shared.messages import N_, Message, N_plural

MOST_NAMED = 10


def organisation(blueprint: Mapping[str, Any], wanted: str) -> str:
    """The code of the organisation that `wanted` means. Raises `CommandError` naming those it may mean."""
    groups = blueprint["definition"]["groups"]
    known = {o["code"]: o["name"] for group in groups for o in group["organisations"]}
    return _one(known, wanted, ORGANISATION)


def section(blueprint: Mapping[str, Any], wanted: str) -> str:
    """The key of the section that `wanted` means. Raises `CommandError` naming those it may mean."""
    known = {section["key"]: section["title"] for section in blueprint["definition"]["sections"]}
    return _one(known, wanted, SECTION)


# Whole sentences for each, as "organisation" and "section" change the words around them elsewhere.
class Sought(NamedTuple):
    """What is said when what somebody names is there more than once, nearly, or not at all."""

    several: Message
    near: Message
    none: Message


ORGANISATION = Sought(
    several=N_('"{wanted}" may be more than one organisation: {known}. Name one by its code.'),
    near=N_('There is no organisation "{wanted}" in this programme; perhaps you mean {known}.'),
    none=N_('There is no organisation "{wanted}" in this programme; there are: {known}.'),
)
SECTION = Sought(
    several=N_('"{wanted}" may be more than one section: {known}. Name one by its key.'),
    near=N_('There is no section "{wanted}" in this programme; perhaps you mean {known}.'),
    none=N_('There is no section "{wanted}" in this programme; there are: {known}.'),
)


def _one(known: Mapping[str, str], wanted: str, what: Sought) -> str:
    sought = wanted.strip().casefold()
    # From exact to loose: the first way that finds anything decides.
    for found in (
        [key for key in known if key.casefold() == sought],
        [key for key, name in known.items() if name.casefold() == sought],
        [key for key, name in known.items() if sought and sought in name.casefold().split()],
        [key for key, name in known.items() if sought and sought in name.casefold()],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(what.several.having(wanted=wanted, known=_named(known, found)))
    if near := _near(known, sought):
        raise CommandError(what.near.having(wanted=wanted, known=_named(known, near)))
    raise CommandError(what.none.having(wanted=wanted, known=_named(known, list(known))))


def _near(known: Mapping[str, str], sought: str) -> list[str]:
    by_name = {name.casefold(): key for key, name in known.items()} | {key.casefold(): key for key in known}
    # A name is often meant by its last word: Gemeente Aalsmeer, by Aalsmeer.
    by_name |= {name.casefold().split()[-1]: key for key, name in known.items()}
    return list(dict.fromkeys(by_name[name] for name in get_close_matches(sought, by_name, n=3)))


def _named(known: Mapping[str, str], keys: Sequence[str]) -> list[str | Message]:
    named: list[str | Message] = [f"{known[key]} ({key})" for key in keys[:MOST_NAMED]]
    more = len(keys) - MOST_NAMED
    return [*named, N_plural("{n} more", "{n} more", "named").having(n=more)] if more > 0 else named
