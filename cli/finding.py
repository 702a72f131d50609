"""Finding what somebody means in a blueprint: by key, code or name, in whatever case."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from cli.errors import CommandError

MOST_NAMED = 10


def organisation(blueprint: Mapping[str, Any], wanted: str) -> str:
    """The code of the organisation that `wanted` means. Raises `CommandError` naming those it may mean."""
    groups = blueprint["definition"]["groups"]
    known = {o["code"]: o["name"] for group in groups for o in group["organisations"]}
    return _one(known, wanted, "organisation")


def section(blueprint: Mapping[str, Any], wanted: str) -> str:
    """The key of the section that `wanted` means. Raises `CommandError` naming those it may mean."""
    known = {section["key"]: section["title"] for section in blueprint["definition"]["sections"]}
    return _one(known, wanted, "section")


def _one(known: Mapping[str, str], wanted: str, what: str) -> str:
    sought = wanted.strip().casefold()
    for found in (
        [key for key in known if key.casefold() == sought],
        [key for key, name in known.items() if name.casefold() == sought],
        [key for key, name in known.items() if sought and sought in name.casefold().split()],
        [key for key, name in known.items() if sought and sought in name.casefold()],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            raise CommandError(
                f'"{wanted}" may be more than one {what}: {_named(known, found)}. Name one by its code.'
            )
    raise CommandError(f'There is no {what} "{wanted}" in this programme{_meant(known, sought)}.')


def _meant(known: Mapping[str, str], sought: str) -> str:
    by_name = {name.casefold(): key for key, name in known.items()} | {key.casefold(): key for key in known}
    # A name is often meant by its last word: Gemeente Aalsmeer, by Aalsmeer.
    by_name |= {name.casefold().split()[-1]: key for key, name in known.items()}
    close = dict.fromkeys(by_name[name] for name in get_close_matches(sought, by_name, n=3))
    if close:
        return f"; perhaps you mean {_named(known, list(close))}"
    return f"; there are: {_named(known, list(known))}"


def _named(known: Mapping[str, str], keys: Sequence[str]) -> str:
    named = ", ".join(f"{known[key]} ({key})" for key in keys[:MOST_NAMED])
    more = len(keys) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
